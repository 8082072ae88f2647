// Control, format (bidirectional overrides too), surrogate, line and paragraph separators: what could draw over a terminal.
// The two joiners are part of ordinary words and emoji.
const unprintable = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from anywhere, made safe to print as part of one line. */
export function oneLine(text: string): string {
  return text
    .trim()
    .replace(/\s*\r?\n\s*/g, ' ')
    .replace(unprintable, escaped);
}

/** A name as a user typed it: quoted, shortened, and with the first character that is not ASCII spelled out. */
export function quoted(name: string): string {
  const short = name.length > 60 ? `${name.slice(0, 57).replace(/[\ud800-\udbff]$/, '')}...` : name;
  const foreign = /[^\p{ASCII}]/u.exec(short)?.[0];
  const text = `'${short.replace(unprintable, escaped)}'`;
  return foreign === undefined ? text : `${text} (with ${codePoint(foreign)}, which is not ASCII)`;
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
