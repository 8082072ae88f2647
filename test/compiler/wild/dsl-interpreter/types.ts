export type Statement =
  { activity: ActivityCall } | { sequence: { elements: Statement[] } } | { parallel: { branches: Statement[] } };

export interface ActivityCall {
  name: string;
  arguments?: string[];
  result?: string;
}

export interface Program {
  variables: Record<string, unknown>;
  root: Statement;
}
