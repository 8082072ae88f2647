import { proxyActivities } from '@temporalio/workflow';

type Shape =
  | { kind: 'circle'; radius: number }
  | { kind: 'rectangle'; width: number; height: number; label?: string }
  | { kind: 'nothing' };
interface Activities {
  draw(shape: Shape): Promise<void>;
  next(): Promise<Shape>;
}
const { draw, next } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

function area(shape: Shape): number {
  switch (shape.kind) {
    case 'circle':
      return shape.radius * shape.radius * 3;
    case 'rectangle':
      return shape.width * shape.height;
    default:
      return 0;
  }
}
const isRectangle = (shape: Shape): shape is Shape & { kind: 'rectangle' } => shape.kind === 'rectangle';
const labelOf = (shape: Shape): string =>
  isRectangle(shape) ? (shape.label ?? `${shape.width}x${shape.height}`) : 'radius' in shape ? 'circle' : shape.kind;

export async function unionsByAField(input: { shapes: Shape[] }): Promise<unknown> {
  const { shapes } = input;
  const drawn: string[] = [];
  for (const shape of [...shapes, await next()]) {
    if (shape.kind === 'nothing') continue;
    if (shape.kind === 'circle' && shape.radius === 0) break;
    await draw(shape);
    drawn.push(labelOf(shape));
  }
  const { kind, ...others } = shapes[0] ?? { kind: 'nothing' };
  return {
    drawn,
    areas: shapes.map(area),
    sum: shapes.reduce((sum, shape) => sum + area(shape), 0),
    widths: shapes.filter(isRectangle).map(({ width }) => width),
    labels: shapes.map(labelOf),
    values: shapes.flatMap((shape) => (shape.kind === 'circle' ? [shape.radius] : [])),
    kind,
    others,
  };
}
