import { proxyActivities, sleep } from '@temporalio/workflow';

interface Mailer {
  isSubscribed(email: string): Promise<boolean>;
  send(input: {
    email: string;
    template: string;
    variables: { [key: string]: string };
  }): Promise<{ messageId: string }>;
  wasOpened(messageId: string): Promise<boolean>;
}
const { isSubscribed, send, wasOpened } = proxyActivities<Mailer>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

const steps = [
  { template: 'welcome', waitDays: 0 },
  { template: 'first-steps', waitDays: 1 },
  { template: 'tips', waitDays: 3 },
  { template: 'upgrade', waitDays: 7 },
] as const;
const DAY = 24 * 60 * 60 * 1000;

export async function dripCampaign({
  email,
  firstName,
}: {
  email: string;
  firstName: string;
}): Promise<{ sent: number; opened: number }> {
  let sent = 0;
  let opened = 0;
  for (const [index, step] of steps.entries()) {
    if (step.waitDays > 0) await sleep(step.waitDays * DAY);
    if (!(await isSubscribed(email))) break;
    const { messageId } = await send({
      email,
      template: step.template,
      variables: { firstName, step: `${index + 1}/${steps.length}` },
    });
    sent++;
    await sleep('4 hours');
    if (await wasOpened(messageId)) opened += 1;
    else if (opened === 0 && index === 1) return { sent, opened };
  }
  return { sent, opened };
}
