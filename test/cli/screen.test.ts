import { describe, expect, test } from 'vitest';
import type { Terminal } from '../../cli/io.ts';
import { screenOf } from '../../cli/screen.ts';

const terminal = (colours: boolean): { terminal: Terminal; written: string[] } => {
  const written: string[] = [];
  return { written, terminal: { columns: () => 80, rows: () => 24, write: (raw) => written.push(raw), colours } };
};

/** What is left on a terminal's screen after these writes, as far as we use its commands. */
function drawn(writes: readonly string[]): string[] {
  const lines: string[] = [''];
  let row = 0;
  for (const [token] of writes.join('').matchAll(/\x1b\[\d*[A-Za-z]|\r|\n|[^\x1b\r\n]+/g)) {
    if (token === '\n') lines[++row] ??= '';
    else if (token === '\r') lines[row] = '';
    else if (token === '\x1b[J') lines.length = row + 1;
    else if (token.startsWith('\x1b')) row -= Number(token.slice(2, -1));
    else lines[row] = `${lines[row] ?? ''}${token}`;
  }
  return lines;
}

describe('a screen', () => {
  test('keeps what is said above what is drawn again', () => {
    const { terminal: term, written } = terminal(false);
    const screen = screenOf({ terminal: term, stderr: () => undefined });
    screen.say('first');
    screen.show([{ text: 'a 1' }, { text: 'b 1' }]);
    screen.say('second');
    screen.show([{ text: 'a 2' }]);
    expect(drawn(written)).toEqual(['first', 'second', 'a 2', '']);
    screen.show([]);
    screen.say('third');
    expect(drawn(written)).toEqual(['first', 'second', 'third', '']);
  });

  test('colours only where there are some', () => {
    for (const [colours, text] of [
      [true, '\x1b[31mbad\x1b[0m\n'],
      [false, 'bad\n'],
    ] as const) {
      const { terminal: term, written } = terminal(colours);
      screenOf({ terminal: term, stderr: () => undefined }).say('bad', 'bad');
      expect(written).toEqual([text]);
    }
  });

  test('without a terminal there are plain lines, and nothing is drawn', () => {
    const lines: string[] = [];
    const screen = screenOf({ terminal: null, stderr: (text) => lines.push(text) });
    screen.say('first', 'good');
    screen.show([{ text: 'progress' }]);
    expect({ lines, size: screen.size() }).toEqual({ lines: ['first'], size: null });
  });
});
