import type { Json, JsonObject, MapState, ResultWriter } from '../../spec/states.ts';
import type { Execution } from '../execution.ts';
import { errors, StateFailure } from '../failure.ts';
import type { Visit } from '../frame.ts';
import { templateOf } from '../templates.ts';
import { withStore } from './with-store.ts';

/**
 * What a distributed Map gives after its children ended: their outputs, or what its ResultWriter makes of them, by reference once
 * that names an S3 place. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export async function writeResults(
  visit: Visit<MapState>,
  mapRunArn: string,
  children: Execution[],
  effective: Json,
): Promise<Json> {
  const writer = visit.state.ResultWriter;
  if (writer === undefined) return children.map(plainResult);
  if (writer.Resource === undefined) return transformed(children, writer);
  const { Bucket: bucket, Prefix: prefix } = (await placeOf(visit, writer, effective)) as {
    Bucket: string;
    Prefix?: string;
  };
  const folder = `${prefix === undefined || prefix === '' ? '' : `${prefix}/`}${mapRunArn.split(':').pop()!}`;
  const write = async (key: string, value: string): Promise<JsonObject> => {
    await withStore(
      visit,
      (store) => store.put(bucket, key, value),
      (reason) =>
        new StateFailure(
          errors.resultWriterFailed,
          `The results could not be written to '${key}' of the bucket '${bucket}': ${reason}`,
        ),
    );
    return { Key: key, Size: Buffer.byteLength(value) };
  };
  const files = async (name: string, some: Execution[]): Promise<Json[]> =>
    some.length === 0 ? [] : [await write(`${folder}/${name}_0.${extension(writer)}`, fileText(some, writer))];
  const succeeded = children.filter((child) => child.status === 'SUCCEEDED');
  const failed = children.filter((child) => child.status !== 'SUCCEEDED');
  const key = `${folder}/manifest.json`;
  await write(
    key,
    JSON.stringify({
      DestinationBucket: bucket,
      MapRunArn: mapRunArn,
      ResultFiles: {
        FAILED: await files('FAILED', failed),
        PENDING: [],
        SUCCEEDED: await files('SUCCEEDED', succeeded),
      },
    }),
  );
  return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: key } };
}

async function placeOf(visit: Visit<MapState>, writer: ResultWriter, effective: Json): Promise<Json> {
  const template = writer.Arguments ?? writer.Parameters ?? {};
  return templateOf(visit, 'ResultWriter/Arguments', template, { input: effective });
}

function extension({ WriterConfig: config }: ResultWriter): string {
  return config?.OutputType === 'JSONL' ? 'jsonl' : 'json';
}

function fileText(children: Execution[], writer: ResultWriter): string {
  const results = transformed(children, writer);
  return writer.WriterConfig?.OutputType === 'JSONL'
    ? results.map((result) => JSON.stringify(result)).join('\n')
    : JSON.stringify(results);
}

function transformed(children: Execution[], { WriterConfig: config }: ResultWriter): Json[] {
  const how = config?.Transformation ?? 'NONE';
  if (how === 'NONE') return children.map(description);
  const results = children.map(plainResult);
  return how === 'FLATTEN' ? results.flat() : results;
}

function plainResult({ status, output, error, cause }: Execution): Json {
  if (status === 'SUCCEEDED') return output!;
  return {
    Status: status,
    ...(error === undefined ? {} : { Error: error }),
    ...(cause === undefined ? {} : { Cause: cause }),
  };
}

function description(child: Execution): Json {
  const { status, output, error, cause } = child;
  const iso = (time: number) => new Date(time).toISOString();
  return {
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: child.arn,
    Input: JSON.stringify(child.input),
    InputDetails: { Included: true },
    Name: child.name,
    ...(status === 'SUCCEEDED' ? { Output: JSON.stringify(output), OutputDetails: { Included: true } } : {}),
    RedriveCount: 0,
    RedriveStatus: status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN',
    StartDate: iso(child.startTime),
    StateMachineArn: child.machineArn,
    Status: status,
    StopDate: iso(child.stopTime!),
  };
}
