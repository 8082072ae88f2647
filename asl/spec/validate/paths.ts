import { isIntrinsic, parseIntrinsic } from '../intrinsic.ts';
import type { IntrinsicCall } from '../intrinsic.ts';
import { parsePath } from '../path.ts';
import type { Path } from '../path.ts';
import { noteRead, refuse } from './place.ts';
import type { Check, Place } from './place.ts';

/** For hints only: what someone may have meant as a path or an intrinsic function. */
export const looksLikePath = (text: string): boolean =>
  /^\$\$?[.[]/.test(text) || /^States\.[A-Za-z0-9]+\(.*\)$/s.test(text);

interface Allowed {
  /** Single fields and indexes alone. */
  reference?: boolean;
  /** `$$`, the context object. */
  context?: boolean;
  variables?: boolean;
  /** `null`: nothing of it. */
  nothing?: boolean;
  intrinsics?: boolean;
}

/** A field that is a path. */
export const path =
  ({ reference = false, context = true, variables = true, nothing = false, intrinsics = false }: Allowed): Check =>
  (value, place) => {
    if (nothing && value === null) return;
    if (typeof value !== 'string') {
      refuse(place, 'Expected value of type String');
      return;
    }
    if (intrinsics && isIntrinsic(value)) {
      const fault = intrinsicFaultOf(value, place);
      if (fault !== undefined) refuse(place, `Value must be a valid intrinsic function call: ${fault}`);
      return;
    }
    const isPath = value.startsWith('$');
    const kind = reference && isPath ? 'Value is not a Reference Path' : 'Value must be a valid JSONPath';
    const fault = pathFaultOf(value, place, (read) => refusalOf(read, { reference, context, variables }));
    if (fault !== undefined) refuse(place, `${kind}: ${fault}`);
  };

const refusalOf = (read: Path, { reference, context, variables }: Allowed): string | undefined => {
  if (read.root === 'context' && !context) return 'the context object ($$) cannot be read here';
  if (read.root === 'variable' && !variables) return 'a variable cannot stand here';
  return reference && !read.reference ? 'only single fields and indexes may follow, such as $.orders[0].id' : undefined;
};

/** A field named `x.$`: a path or an intrinsic function. Nothing when it is one, else what is wrong. */
export const queryFaultOf = (text: string, place: Place): string | undefined =>
  isIntrinsic(text) ? intrinsicFaultOf(text, place) : pathFaultOf(text, place, () => undefined);

const pathFaultOf = (text: string, place: Place, refusal: (read: Path) => string | undefined): string | undefined => {
  if (!text.startsWith('$')) return "it does not start with '$'";
  try {
    const read = parsePath(text);
    if (read.variable !== undefined) noteRead(place, read.variable);
    return refusal(read);
  } catch (error) {
    return messageOf(error);
  }
};

const intrinsicFaultOf = (text: string, place: Place): string | undefined => {
  try {
    for (const variable of variablesIn(parseIntrinsic(text))) noteRead(place, variable);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The variables of the paths among the arguments, however deep. */
const variablesIn = (call: IntrinsicCall): string[] =>
  call.arguments.flatMap((argument) => {
    if (argument.kind === 'call') return variablesIn(argument);
    return argument.kind === 'path' && argument.path.variable !== undefined ? [argument.path.variable] : [];
  });
