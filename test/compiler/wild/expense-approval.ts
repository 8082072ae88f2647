import { proxyActivities, sleep } from '@temporalio/workflow';

enum Decision {
  Pending = 'PENDING',
  Approved = 'APPROVED',
  Rejected = 'REJECTED',
}

interface Expense {
  id: string;
  employee: string;
  manager: string;
  items: Array<{ category: 'travel' | 'meal' | 'other'; amount: number; receipt?: string }>;
}

interface ExpenseActivities {
  askManager(input: { expenseId: string; manager: string; amount: number }): Promise<void>;
  decisionOf(expenseId: string): Promise<Decision>;
  remind(input: { manager: string; expenseId: string; attempt: number }): Promise<void>;
  payOut(input: { employee: string; amount: number }): Promise<void>;
  archive(input: { expenseId: string; decision: Decision; flagged: string[] }): Promise<void>;
}

const acts = proxyActivities<ExpenseActivities>({ startToCloseTimeout: '1m', retry: { maximumAttempts: 6 } });

const limits = { travel: 2000, meal: 150, other: 300 };
const AUTO_APPROVE_BELOW = 50;
const REMINDERS = 3;

export async function approveExpense(expense: Expense): Promise<Decision> {
  const amount = expense.items.reduce((sum, item) => sum + item.amount, 0);
  const flagged = expense.items.filter((item) => item.receipt === undefined || item.amount > limits[item.category]);

  let decision = Decision.Pending;
  if (amount < AUTO_APPROVE_BELOW && flagged.length === 0) {
    decision = Decision.Approved;
  } else {
    await acts.askManager({ expenseId: expense.id, manager: expense.manager, amount });
    for (let attempt = 1; attempt <= REMINDERS && decision === Decision.Pending; attempt++) {
      await sleep('1 day');
      decision = await acts.decisionOf(expense.id);
      if (decision === Decision.Pending)
        await acts.remind({ manager: expense.manager, expenseId: expense.id, attempt });
    }
    if (decision === Decision.Pending) decision = Decision.Rejected;
  }

  if (decision === Decision.Approved) await acts.payOut({ employee: expense.employee, amount });
  await acts.archive({ expenseId: expense.id, decision, flagged: flagged.map(({ category }) => category) });
  return decision;
}
