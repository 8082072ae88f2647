const forbidden = /[\p{Cc}\p{Z}<>{}[\]?*"#%\\^|~`$&,;:/]/u;

/**
 * Why AWS takes no state machine or execution of this name; nothing for one that it takes.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'the name is empty';
  if (name.length > 80) return 'a name has at most 80 characters';
  const [found] = forbidden.exec(name) ?? [];
  return found === undefined ? undefined : `a name may not hold ${found === ' ' ? 'blanks' : `'${found}'`}`;
}

/** The same of a state machine in a file, whose name CloudFormation may be to complete: `orders-${Stage}`. */
export function machineNameFault(name: string): string | undefined {
  return nameFault(name.replaceAll(/\$\{[^}]*\}/g, 'x'));
}

/** A text made into a name that AWS takes; empty if nothing of it is left. */
export function madeName(text: string): string {
  return text.replace(new RegExp(forbidden, 'gu'), '-').slice(0, 80);
}
