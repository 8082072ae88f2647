import { describe, expect, test } from 'vitest';
import type { FaultInput } from '../../cli/demo-source/client.ts';
import { start, tickets } from './reading.ts';

const source = await start({ clock_skew: -600 });
const right = await (await source.get(tickets)).text();

/** What one GET met: its status and body, or that the connection broke. */
async function outcome(
  path = tickets,
): Promise<{ status: number; type: string; body: string; retryAfter: string | null; date: string } | 'broken'> {
  try {
    const response = await source.get(path);
    const { status, headers } = response;
    return {
      status,
      type: headers.get('content-type')!,
      body: await response.text(),
      retryAfter: headers.get('retry-after'),
      date: headers.get('date')!,
    };
  } catch {
    return 'broken';
  }
}

const json = 'application/json; charset=utf-8';
describe('kinds', () => {
  test.each<[FaultInput, object]>([
    [
      { kind: 'too_many_requests', retry_after: { seconds: 7 } },
      { status: 429, retryAfter: '7' },
    ],
    [{ kind: 'too_many_requests' }, { status: 429, retryAfter: null }],
    [{ kind: 'server_error' }, { status: 500 }],
    [{ kind: 'server_error', status: 502 }, { status: 502 }],
    [
      { kind: 'server_error', status: 503, retry_after: { seconds: 2 } },
      { status: 503, retryAfter: '2' },
    ],
    [{ kind: 'unauthorized' }, { status: 401 }],
    [
      { kind: 'html' },
      { status: 200, type: 'text/html; charset=utf-8', body: expect.stringMatching(/^<!DOCTYPE html>/) as string },
    ],
    [{ kind: 'error_object' }, { status: 200, type: json, body: expect.stringMatching(/^{"error":/) as string }],
    [{ kind: 'empty' }, { status: 200, type: json, body: '' }],
    [{ kind: 'content_type' }, { status: 200, type: 'text/plain; charset=utf-8', body: right }],
    [
      { kind: 'slow', delay_ms: 1 },
      { status: 200, type: json, body: right },
    ],
  ])('%o', async (fault, expected) => {
    await source.client.setFaults([fault]);
    expect(await outcome()).toMatchObject(expected);
  });

  test('Retry-After as a date is by the source’s clock and not earlier than the seconds asked for', async () => {
    await source.client.setFaults([{ kind: 'too_many_requests', retry_after: { seconds: 5, as: 'date' } }]);
    const answer = await outcome();
    if (answer === 'broken') throw new Error('the connection broke');
    const wait = Date.parse(answer.retryAfter!) - Date.parse(answer.date);
    expect(answer.retryAfter).toMatch(/GMT$/);
    expect([5000, 6000]).toContain(wait);
  });

  test.each([0, 1, 1000])('a reset breaks the connection after %i bytes of the body', async (bytes) => {
    await source.client.setFaults([{ kind: 'reset', keep: { bytes } }]);
    expect(await outcome()).toBe('broken');
  });

  test('a reset breaks the connection within the body', async () => {
    await source.client.setFaults([{ kind: 'reset' }]);
    const response = await source.get(tickets);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  test.each([
    [{ bytes: 0 }, ''],
    [{ bytes: 1 }, '['],
    [{ bytes: 100 }, Buffer.from(right).subarray(0, 100).toString()],
    [{ share: 1 }, right],
  ])('a page cut to %o is a whole answer', async (keep, body) => {
    await source.client.setFaults([{ kind: 'cut', keep }]);
    expect(await outcome()).toMatchObject({ status: 200, type: json, body });
  });

  test('a page can be cut right behind a record', async () => {
    await source.client.setFaults([{ kind: 'cut', after_record: true }]);
    const answer = await outcome();
    if (answer === 'broken') throw new Error('the connection broke');
    expect(answer.body).toMatch(/},$/);
    expect(JSON.parse(`${answer.body.slice(0, -1)}]`)).toEqual((JSON.parse(right) as unknown[]).slice(0, 12));
  });

  test('spoils no refusal', async () => {
    await source.client.setFaults([{ kind: 'cut' }]);
    expect(await outcome(`${tickets}?pageSize=0`)).toMatchObject({
      status: 400,
      body: expect.stringMatching(/}$/) as string,
    });
  });
});

describe('schedules', () => {
  const statuses = async (count: number, path = tickets) => {
    const seen: number[] = [];
    for (let request = 0; request < count; request++) seen.push((await source.get(path)).status);
    return seen;
  };
  test.each([
    [undefined, [500, 500, 500, 500, 500, 500]],
    [{ every: 3 }, [200, 200, 500, 200, 200, 500]],
    [{ at: [1, 4] }, [500, 200, 200, 500, 200, 200]],
    [{ first: 2 }, [500, 500, 200, 200, 200, 200]],
    [{ rate: 0 }, [200, 200, 200, 200, 200, 200]],
    [{ rate: 1 }, [500, 500, 500, 500, 500, 500]],
  ])('%o', async (when, expected) => {
    await source.client.setFaults([{ kind: 'server_error', when }]);
    expect(await statuses(6)).toEqual(expected);
  });
  test('by rate are the same for the same requests, and about as many as said', async () => {
    const faults: FaultInput[] = [{ kind: 'server_error', when: { rate: 0.3 } }];
    await source.client.setFaults(faults);
    const once = await statuses(200);
    await source.client.setFaults(faults);
    expect(await statuses(200)).toEqual(once);
    const failed = once.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(35);
    expect(failed).toBeLessThan(85);
  });
  test('count for each rule by itself; the first that is due wins; other tenants and tables are left alone', async () => {
    await source.client.setFaults([
      { kind: 'server_error', status: 503, tenant: 'acme', table: 'tickets', when: { every: 2 } },
      { kind: 'too_many_requests', tenant: 'acme', when: { every: 3 } },
    ]);
    expect(await statuses(6)).toEqual([200, 503, 429, 503, 200, 503]);
    expect(await statuses(3, '/acme/v4_6_release/apis/3.0/company/contacts')).toEqual([200, 200, 429]);
    expect(await statuses(3, '/initech/api/v1/tickets')).toEqual([200, 200, 200]);
  });
});

test.each<[FaultInput | object, string]>([
  [{ kind: 'server_error', tenant: 'nobody' }, 'there is no table (any) of tenant nobody'],
  [{ kind: 'server_error', table: 'boards' }, 'there is no table boards of tenant (any)'],
  [{ kind: 'earthquake' }, 'faults.0.kind'],
  [{ kind: 'server_error', when: { every: 0 } }, 'faults.0.when'],
])('%o is refused', async (fault, reason) => {
  await expect(source.client.setFaults([fault as FaultInput])).rejects.toThrow(reason);
});

test('a spoiled answer has served nothing, however much of it was right', async () => {
  const other = await start();
  const served = async () => {
    let count = 0;
    for await (const version of other.client.journal({ tenant: 'acme', table: 'tickets' }))
      if (version.served) count += 1;
    return count;
  };
  for (const kind of ['reset', 'cut', 'content_type'] as const) {
    await other.client.setFaults([{ kind }]);
    await other
      .get(tickets)
      .then((response) => response.text())
      .catch(() => undefined);
    expect(await served()).toBe(0);
  }
  await other.client.setFaults([{ kind: 'slow', delay_ms: 1 }]);
  await (await other.get(tickets)).text();
  expect(await served()).toBe(25);
  const counts = (await other.client.requests()).map(({ fault, status, count }) => ({ fault, status, count }));
  expect(counts).toEqual(['reset', 'cut', 'content_type', 'slow'].map((fault) => ({ fault, status: 200, count: 1 })));
});
