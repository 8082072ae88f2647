import { proxyActivities, sleep } from '@temporalio/workflow';
import { allOf } from 'avesa/constructs';

type Verdict = 'allow' | 'block' | 'review';
interface Post {
  id: string;
  author: { id: string; strikes: number };
  text: string;
  images: string[];
}
const checks = proxyActivities<{
  toxicity(text: string): Promise<number>;
  classifyImage(url: string): Promise<{ label: string; score: number }>;
  knownSpam(input: { author: string; text: string }): Promise<boolean>;
  queueReview(input: { post: string; reasons: string[] }): Promise<string>;
  reviewVerdict(ticket: string): Promise<Verdict>;
  publish(post: string): Promise<void>;
  hide(input: { post: string; reasons: string[] }): Promise<void>;
}>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 3 } });

const THRESHOLDS = { block: 0.95, review: 0.7 };

function verdictOf(scores: number[], strikes: number): Verdict {
  const worst = scores.reduce((a, b) => (b > a ? b : a), 0) + Math.min(strikes, 3) * 0.05;
  if (worst >= THRESHOLDS.block) return 'block';
  return worst >= THRESHOLDS.review ? 'review' : 'allow';
}

export async function moderate(post: Post): Promise<Verdict> {
  const [toxicity, images, isSpam] = await allOf([
    () => checks.toxicity(post.text),
    async () => {
      const labels: { label: string; score: number }[] = [];
      for (const url of post.images) labels.push(await checks.classifyImage(url));
      return labels;
    },
    () => checks.knownSpam({ author: post.author.id, text: post.text.slice(0, 200) }),
  ]);
  const reasons = images.filter(({ score }) => score >= THRESHOLDS.review).map(({ label }) => label);
  if (toxicity >= THRESHOLDS.review) reasons.push('toxic');
  if (isSpam) reasons.push('spam');
  let verdict = isSpam ? 'block' : verdictOf([toxicity, ...images.map(({ score }) => score)], post.author.strikes);
  if (verdict === 'review') {
    const ticket = await checks.queueReview({ post: post.id, reasons });
    for (let hours = 0; hours < 48 && verdict === 'review'; hours++) {
      await sleep('1 hour');
      verdict = await checks.reviewVerdict(ticket);
    }
  }
  switch (verdict) {
    case 'allow':
      await checks.publish(post.id);
      break;
    case 'review':
      reasons.push('nobody looked');
    // falls through
    case 'block':
      await checks.hide({ post: post.id, reasons });
  }
  return verdict as Verdict;
}
