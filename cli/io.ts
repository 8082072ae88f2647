/** What a command has of the world. Words go to `stderr`, data to `stdout`; each call writes whole lines. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Where live progress may be drawn: stderr, if it is a terminal that can move its cursor. */
  terminal: Terminal | null;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Aborted by the first Ctrl-C or SIGTERM: finish cleanly. */
  signal: AbortSignal;
  /** Aborted by the second: leave now. */
  hurry: AbortSignal;
  /** All of standard input. */
  stdin(): Promise<string>;
  /** Asks on the terminal; undefined where there is nobody to answer. */
  ask(question: string): Promise<string | undefined>;
  /** Tells the process that started this one, if another `avesa` did. */
  tellParent(message: unknown): void;
}

export interface Terminal {
  columns(): number;
  rows(): number;
  write(raw: string): void;
  /** False under NO_COLOR. */
  colours: boolean;
}
