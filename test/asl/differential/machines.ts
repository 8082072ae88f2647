import type { DifferentialMachine } from './machine.ts';
import { choiceMachines } from './machines/choice.ts';
import { dataflowMachines } from './machines/dataflow.ts';
import { errorMachines } from './machines/errors.ts';
import { expressionMachines } from './machines/expressions.ts';
import { flowMachines } from './machines/flow.ts';
import { intrinsicMachines } from './machines/intrinsics.ts';

export const machines: DifferentialMachine[] = [
  ...choiceMachines,
  ...dataflowMachines,
  ...flowMachines,
  ...errorMachines,
  ...intrinsicMachines,
  ...expressionMachines,
];
