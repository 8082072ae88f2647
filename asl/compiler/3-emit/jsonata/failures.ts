import { printed, type Printed } from './printed.ts';

/**
 * A failure without its wrappers, as `{ "kind", "type", "message" }`. It must never fail itself, whatever error and cause there are: an
 * expression that fails in a Catch cannot be caught. So the JSON in a cause is not parsed as a whole: a pattern that matches nothing but
 * well-formed text takes out one field, and only that is parsed.
 */
export function printFailure(source: 'activityFailure' | 'childFailure' | 'anyFailure'): Printed {
  const steps = [
    `$f_ := { "e": $exists($states.errorOutput.Error) ? $states.errorOutput.Error : "Error", "c": $exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : "" }`,
    ...(source === 'activityFailure' ? ['$g_ := $f_'] : [open, '$g_ := $open_($f_)']),
    `$m_ := ${fieldOf('$g_.c', 'errorMessage')}`,
    `$t_ := $g_.e in ["States.Timeout", "States.HeartbeatTimeout", "Sandbox.Timedout"] ? "Timeout" : $g_.e = "States.QueryEvaluationError" ? "WorkflowError" : $g_.e`,
    `{ "kind": ${kinds[source]}, "type": $t_, "message": ${textOf('$m_', '$g_.c')} }`,
  ];
  return printed(`(${steps.join('; ')})`);
}

/** Of a Map or Parallel the form of the cause tells what has failed inside. */
const kinds = {
  activityFailure: '"activity"',
  childFailure: '"child"',
  anyFailure:
    '$t_ = "WorkflowError" ? "error" : $g_ != $f_ ? "child" : $exists($m_) or $t_ = "Timeout" ? "activity" : "application"',
} as const;

/** The inside of a JSON text: what `$parse` always takes. JSONata's reader of patterns loses count of brackets behind a `\\`. */
const json = '((?:[^"\\x5c\\x00-\\x1f]|\\x5c["\\x5c\\/bfnrt]|\\x5cu[0-9a-fA-F]{4})*)';
const fieldOf = (text: string, name: string): string => `$match(${text}, /"${name}":\\s*"${json}"/, 1)`;
const textOf = (match: string, otherwise: string): string =>
  `$exists(${match}) ? $parse("\\"" & (${match}.groups)[0] & "\\"") : ${otherwise}`;

/**
 * A child's failure comes as States.TaskFailed with the described execution as the cause; inside there may be another one.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
const open =
  `$open_ := function($x_) { ($n_ := ${fieldOf('$x_.c', 'Error')}; $k_ := ${fieldOf('$x_.c', 'Cause')}; ` +
  `$x_.e != "States.TaskFailed" ? $x_ : ` +
  `$exists($n_) ? $open_({ "e": ${textOf('$n_', '""')}, "c": ${textOf('$k_', '""')} }) : ` +
  `$contains($x_.c, /"Status":\\s*"TIMED_OUT"/) ? { "e": "States.Timeout", "c": $x_.c } : ` +
  `$contains($x_.c, /"Status":\\s*"ABORTED"/) ? { "e": "Aborted", "c": $x_.c } : $x_) }`;
