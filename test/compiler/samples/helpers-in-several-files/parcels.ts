import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';
import { sizeOf } from './texts.ts';

export interface Parcel {
  id: string;
  weight: number;
}
interface Activities {
  drive(input: { id: string; size: string }): Promise<string>;
  fly(id: string): Promise<string>;
}
const { drive, fly } = proxyActivities<Activities>({ startToCloseTimeout: '1 hour', retry: { maximumAttempts: 2 } });

export const limits = { light: 5, heavy: 50 } as const;

/** Heavy ones are driven; what cannot fly is driven too. */
export async function deliver(parcel: Parcel): Promise<string> {
  const byRoad = async (): Promise<string> => drive({ id: parcel.id, size: sizeOf(parcel) });
  if (parcel.weight > limits.light) return await byRoad();
  try {
    return await fly(parcel.id);
  } catch (error) {
    if (failureOf(error).type !== 'NoPlane') throw error;
    return await byRoad();
  }
}
