import { basename } from 'node:path';
import { madeName } from '../../../asl/spec/resource-name.ts';

/** `orders` of `flows/orders.asl.json`, made into a name that AWS takes. */
export function machineNameOf(file: string): string {
  if (file === '-') return 'StateMachine';
  return madeName(basename(file).replace(/(\.asl)?\.json$|\.asl$/i, '')) || 'StateMachine';
}
