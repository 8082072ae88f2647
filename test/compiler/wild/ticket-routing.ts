import { proxyActivities } from '@temporalio/workflow';

export namespace Tickets {
  export type Priority = 'low' | 'normal' | 'urgent';
  export interface Ticket {
    id: string;
    subject: string;
    priority: Priority;
    customer: { tier: number };
  }
  export const URGENT_MINUTES = 15;
  export const minutes = { low: 2880, normal: 480, urgent: URGENT_MINUTES };

  export function isVip(ticket: Ticket): boolean {
    return ticket.customer.tier >= 3;
  }

  export function deadlineOf(ticket: Ticket): number {
    const base = minutes[ticket.priority];
    return isVip(ticket) ? Math.floor(base / 2) : base;
  }
}

enum Queue {
  General,
  Technical,
  Vip = 10,
}

const { classify, assign } = proxyActivities<{
  classify(text: string): Promise<'billing' | 'technical' | 'other'>;
  assign(input: { ticketId: string; queue: number; minutes: number }): Promise<string>;
}>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 3 } });

export async function routeTicket(ticket: Tickets.Ticket): Promise<{ agent: string; queue: string }> {
  let queue = Queue.General;
  if (Tickets.isVip(ticket)) queue = Queue.Vip;
  else if ((await classify(ticket.subject)) === 'technical') queue = Queue.Technical;
  const agent = await assign({ ticketId: ticket.id, queue, minutes: Tickets.deadlineOf(ticket) });
  return { agent, queue: Queue[queue] };
}
