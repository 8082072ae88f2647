export async function creditScore(taxId: string): Promise<number> {
  return taxId.length * 100;
}

export async function verifyIncome(input: { taxId: string; claimed: number }): Promise<{ verified: number }> {
  return { verified: input.claimed };
}

export async function checkIdentity(applicant: { name: string; taxId: string }): Promise<boolean> {
  return applicant.name !== '' && applicant.taxId !== '';
}

export async function decide(input: { score: number; rate: number; amount: number }): Promise<boolean> {
  return input.score > 600 && input.rate < input.amount;
}

export async function notifyApplicant(input: { taxId: string; approved: boolean; text: string }): Promise<void> {
  void input;
}
