import type { Source } from '../../ir.ts';
import { printFailure } from './failures.ts';
import { printed, type Printed } from './printed.ts';

const places: Readonly<Record<Exclude<Source, 'now' | `${string}Failure`>, string>> = {
  input: '$states.context.Execution.Input',
  iteration: '$states.input',
  activityResult: '$states.result.Payload',
  childResult: '$states.result.Output',
  listResult: '$states.result',
  workflowId: '$states.context.Execution.Name',
  runId: '$states.context.Execution.Id',
  workflowType: '$states.context.StateMachine.Name',
  startTime: '$toMillis($states.context.Execution.StartTime)',
  entered: '$toMillis($states.context.State.EnteredTime)',
  uuid: '$uuid()',
};

export function printSource(source: Source, moment: 'entry' | 'exit'): Printed {
  switch (source) {
    case 'now':
      return printed(moment === 'exit' ? '$millis()' : places.entered);
    case 'activityFailure':
    case 'childFailure':
    case 'anyFailure':
      return printFailure(source);
    default:
      return printed(places[source]);
  }
}
