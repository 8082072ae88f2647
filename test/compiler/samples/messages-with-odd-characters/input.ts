import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  work(name: string): Promise<string>;
  tell(text: string): Promise<void>;
}
const { work, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function messagesWithOddCharacters(input: { name: string }): Promise<string> {
  try {
    return await work(input.name);
  } catch (error) {
    const { type, message } = failureOf(error);
    await tell(`${type}: ${message}`);
    return message;
  }
}
