import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

type Shape = { kind: 'circle'; r: number } | { kind: 'rect'; w: number; h: number };

function area(shape: Shape): number {
  switch (shape.kind) {
    case 'circle':
      return shape.r * shape.r * 3;
    case 'rect':
      return shape.w * shape.h;
  }
}

export async function refusedExhaustiveSwitchInAFunction(input: { shapes: Shape[] }): Promise<void> {
  await tell(input.shapes.map(area));
  await tell(input.shapes.reduce((sum, shape) => sum + area(shape), 0));
}
