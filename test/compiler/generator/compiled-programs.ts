import fc from 'fast-check';
import type { StateMachine } from '../../../asl/index.ts';
import { seed } from '../../setup/seed.ts';
import { compileText, definitionsOf, errorsIn } from '../compile-text.ts';
import { choices, mayBeRefused } from './choices.ts';
import { programOf, type Program } from './program.ts';

export interface CompiledProgram extends Program {
  /** From 1, in the seed's order. */
  number: number;
  definitions: Readonly<Record<string, StateMachine>>;
}

/** Random programs of the seed, without those that may be refused. @throws Error for one that is refused and may not be */
export function compiledPrograms(count: number): CompiledProgram[] {
  return fc.sample(choices, { seed, numRuns: count }).flatMap((numbers, index) => {
    const program = programOf(numbers);
    const compilation = compileText(program.source);
    const errors = errorsIn(compilation);
    if (!errors.every(mayBeRefused)) throw new Error(`${program.source}\n${errors.join('\n')}`);
    return errors.length > 0 ? [] : [{ ...program, number: index + 1, definitions: definitionsOf(compilation) }];
  });
}
