import type { Io, Terminal } from './io.ts';

export type Tone = 'good' | 'bad' | 'warning' | 'quiet';
export interface Line {
  text: string;
  tone?: Tone;
}

/** Words for people: lines that stay and, on a terminal, some below them that are drawn again and again. */
export interface Screen {
  /** The terminal's size; null where nothing can be drawn again. */
  size(): { columns: number; rows: number } | null;
  say(text: string, tone?: Tone): void;
  /** Replaces the lines that do not stay; none: they vanish. */
  show(lines: readonly Line[]): void;
}

export function screenOf(io: Pick<Io, 'stderr' | 'terminal'>): Screen {
  return io.terminal === null ? plainScreen(io) : liveScreen(io.terminal);
}

function plainScreen(io: Pick<Io, 'stderr'>): Screen {
  return {
    size: () => null,
    say: (text) => {
      io.stderr(text);
    },
    show: () => undefined,
  };
}

const codes: Record<Tone, string> = { good: '32', bad: '31', warning: '33', quiet: '2' };

function liveScreen(terminal: Terminal): Screen {
  let drawn: readonly Line[] = [];
  const painted = ({ text, tone }: Line) =>
    tone === undefined || !terminal.colours ? text : `\x1b[${codes[tone]}m${text}\x1b[0m`;
  // One write for all, so that the terminal never shows half of it.
  const redraw = (above: string, lines: readonly Line[]) => {
    const up = drawn.length === 0 ? '' : `\x1b[${drawn.length}A\r\x1b[J`;
    terminal.write(`${up}${above}${lines.map((line) => `${painted(line)}\n`).join('')}`);
    drawn = lines;
  };
  return {
    size: () => ({ columns: terminal.columns(), rows: terminal.rows() }),
    say: (text, tone) => {
      redraw(`${painted(tone === undefined ? { text } : { text, tone })}\n`, drawn);
    },
    show: (lines) => {
      redraw('', lines);
    },
  };
}
