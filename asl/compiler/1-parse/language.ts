import { visitExpression } from './expressions/visitors.ts';
import { awaited } from './flow/await.ts';
import { statement } from './flow/statement.ts';
import { sequence } from './pure/block.ts';
import { lowerEffect } from './pure/statements.ts';
import type { Language } from './scope.ts';

/** The parts of the language that hold all the others. */
export const language: Language = { expression: visitExpression, sequence, effect: lowerEffect, statement, awaited };
