import { executeChild, proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Employee {
  id: string;
  salary: number;
  hours: { week: number; overtime: number }[];
  bonus?: { amount: number; reason: string };
}
interface Slip {
  employee: string;
  gross: number;
  tax: number;
  net: number;
  notes: string[];
}
const { employees, taxOf, transfer, file } = proxyActivities<{
  employees(department: string): Promise<Employee[]>;
  taxOf(input: { gross: number; month: number }): Promise<number>;
  transfer(input: { employee: string; net: number }): Promise<{ ok: boolean }>;
  file(input: { department: string; slips: Slip[]; total: number }): Promise<string>;
}>({ startToCloseTimeout: '2 minutes', retry: { maximumAttempts: 4 } });

const HOURLY = 160;

function grossOf(employee: Employee): { gross: number; notes: string[] } {
  const overtime = employee.hours.reduce((sum, week) => sum + week.overtime, 0);
  const notes: string[] = [];
  let gross = employee.salary;
  if (overtime > 0) {
    gross += Math.round((employee.salary / HOURLY) * 1.25 * overtime);
    notes.push(`${overtime} h overtime`);
  }
  if (employee.bonus) {
    gross += employee.bonus.amount;
    notes.push(employee.bonus.reason);
  }
  return { gross, notes };
}

export async function payEmployee({ employee, month }: { employee: Employee; month: number }): Promise<Slip> {
  const { gross, notes } = grossOf(employee);
  const tax = await taxOf({ gross, month });
  const slip: Slip = { employee: employee.id, gross, tax, net: gross - tax, notes };
  const { ok } = await transfer({ employee: slip.employee, net: slip.net });
  return ok ? slip : { ...slip, notes: [...notes, 'not transferred'] };
}

export async function payroll(input: {
  departments: string[];
  month: number;
}): Promise<{ files: string[]; total: number }> {
  const files: string[] = [];
  let total = 0;
  for (const department of input.departments) {
    const staff = await employees(department);
    const slips = await mapConcurrently(staff, 10, (employee) =>
      executeChild(payEmployee, { args: [{ employee, month: input.month }] }),
    );
    const sum = slips.map((slip) => slip.net).reduce((a, b) => a + b, 0);
    total += sum;
    files.push(await file({ department, slips, total: sum }));
  }
  return { files, total };
}
