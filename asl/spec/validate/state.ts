import type { QueryLanguage, StateType } from '../states.ts';
import { stateShapes } from './fields.ts';
import { checkMode } from './map.ts';
import { fieldOf, inside, isRecord, refuse } from './place.ts';
import type { JsonRecord, Place } from './place.ts';
import { checkShape } from './shape.ts';

/** Checks the fields of one state. `place` has the machine's language. */
export const checkState = (value: unknown, place: Place): void => {
  if (!isRecord(value)) {
    refuse(place, 'Expected value of type Object');
    return;
  }
  const language = languageOf(value, place.language);
  const downgraded = language === 'JSONPath' && place.language === 'JSONata';
  if (downgraded) refuse(place, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  const here: Place = { ...place, language, downgraded };
  const type = fieldOf(value, 'Type');
  if (type === undefined) refuse(here, "The field 'Type' is required");
  else if (!isStateType(type)) {
    const known = Object.keys(stateShapes).join(', ');
    refuse(inside(here, 'Type'), `The field 'Type' should have one of these values: [${known}]`);
  } else {
    checkShape(value, { ...here, tokenless: type === 'Pass' }, stateShapes[type]);
    if (type === 'Task') checkTask(value, here);
    if (type === 'Map') checkMode(value, here);
  }
};

/** Whatever is there and is not exactly 'JSONPath' counts as JSONata. */
export const languageOf = (record: JsonRecord, inherited: QueryLanguage): QueryLanguage => {
  if (!Object.hasOwn(record, 'QueryLanguage')) return inherited;
  return fieldOf(record, 'QueryLanguage') === 'JSONPath' ? 'JSONPath' : 'JSONata';
};

const isStateType = (type: unknown): type is StateType => typeof type === 'string' && Object.hasOwn(stateShapes, type);

const checkTask = (state: JsonRecord, place: Place): void => {
  const timeout = fieldOf(state, 'TimeoutSeconds');
  const heartbeat = fieldOf(state, 'HeartbeatSeconds');
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    const message = `HeartbeatSeconds (${heartbeat}) must be smaller than TimeoutSeconds (${timeout})`;
    refuse(inside(place, 'HeartbeatSeconds'), message);
  }
  const resource = fieldOf(state, 'Resource');
  if (typeof resource !== 'string') return;
  if (place.language === 'JSONata') checkArguments(state, resource, place);
  const isActivity = /^arn:[^:]+:states:[^:]*:[^:]*:activity:/.test(resource);
  if (isActivity && Object.hasOwn(state, 'Credentials')) {
    refuse(inside(place, 'Credentials'), "The field 'Credentials' is not supported for activities");
  }
};

/** What AWS checks of the arguments themselves, as far as that is the same for all actions. */
const checkArguments = (state: JsonRecord, resource: string, place: Place): void => {
  const given = fieldOf(state, 'Arguments');
  if (given === undefined && /^arn:[^:]+:states:::aws-sdk:/.test(resource)) {
    refuse(place, 'These fields are required: [Arguments]');
  }
  if (!isRecord(given) || !/^arn:[^:]+:states:::lambda:invoke/.test(resource)) return;
  const payload = fieldOf(given, 'Payload');
  if (typeof payload !== 'number' && typeof payload !== 'boolean') return;
  refuse(inside(place, 'Arguments', 'Payload'), 'A number or a boolean is no Payload: use text, an object or an array');
};
