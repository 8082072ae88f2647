import { jsonFaultOf } from '../../asl/spec/json-fault.ts';
import type { Json } from '../../asl/spec/states.ts';
import { Problem } from '../problems.ts';

/** What JSON text says. @throws Problem with the line and column of what is wrong, `input.json:3:7: …` */
export function parseJsonText(text: string, where: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    const { offset, message } = jsonFaultOf(text) ?? { offset: 0, message: String(error) };
    throw new Problem(`${where}:${placeOf(text, offset)}: ${message}`);
  }
  try {
    // Whatever takes it further writes it as text.
    JSON.stringify(value);
    return value;
  } catch {
    throw new Problem(`${where}: is nested too deeply`);
  }
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
}
