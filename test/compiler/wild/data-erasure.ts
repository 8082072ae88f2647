import { ApplicationFailure, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { failureOf, mapConcurrently } from 'avesa/constructs';

const systems = ['crm', 'billing', 'warehouse', 'support'] as const;
type System = (typeof systems)[number];

interface Outcome {
  system: System;
  deleted: number;
  error: string | null;
}
const { find, erase, certify } = proxyActivities<{
  find(input: { system: System; subject: string }): Promise<{ table: string; ids: string[] }[]>;
  erase(input: { system: System; table: string; ids: string[]; reason: string }): Promise<number>;
  certify(input: { subject: string; outcomes: Outcome[]; request: string }): Promise<string>;
}>({ startToCloseTimeout: '20 minutes', retry: { maximumAttempts: 3 } });

export async function eraseSubject({ subject }: { subject: string }): Promise<string> {
  const request = workflowInfo().workflowId;
  const outcomes = await mapConcurrently(systems, 2, async (system): Promise<Outcome> => {
    let deleted = 0;
    try {
      for (const { table, ids } of await find({ system, subject })) {
        if (ids.length === 0) continue;
        deleted += await erase({ system, table, ids, reason: `request ${request}` });
      }
      return { system, deleted, error: null };
    } catch (error) {
      const { type, message } = failureOf(error);
      return { system, deleted, error: `${type}: ${message}` };
    }
  });
  const broken = outcomes.filter((outcome) => outcome.error !== null);
  if (broken.length === systems.length) {
    throw ApplicationFailure.create({
      type: 'NothingErased',
      message: broken.map(({ system }) => system).join(' '),
      nonRetryable: true,
    });
  }
  return await certify({ subject, outcomes, request });
}
