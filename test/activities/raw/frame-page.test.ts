import { expect, test } from 'vitest';
import { InvalidPage } from '../../../activities/errors.ts';
import { framePage } from '../../../activities/raw/frame-page.ts';

const recordsOf = (page: string, pointer: string) => {
  const body = Buffer.from(page);
  return framePage(body, pointer).records.map(({ start, end }) => body.subarray(start, end).toString());
};

test.each([
  ['a lost quote', '[{"id":1},{"id":"2},{"id":3}]', '', ['{"id":1}', '{"id":"2}', '{"id":3}']],
  ['a lost brace', '[{"id":1},{"id":2,{"id":3}]', '', ['{"id":1}', '{"id":2', '{"id":3}']],
  ['a lost comma', '{"d":[{"id":1} {"id":2},{"id":3}],"n":1}', '/d', ['{"id":1} {"id":2}', '{"id":3}']],
  ['a comma too many', '[{"id":1},,{"id":3}]', '', ['{"id":1}', '{"id":3}']],
])('%s spoils one record, not its page', (_, page, pointer, records) => {
  expect(recordsOf(page, pointer)).toEqual(records);
});

test.each([
  ['cut behind a comma', '[{"id":1},', ''],
  ['cut inside of a record', '[{"id":1},{"id":', ''],
  ['cut where a list of the record ends', '[{"id":1},{"id":2,"x":[{"id":7},{"id":8}]', ''],
  ['cut behind a broken record', '[{"id":1,{"id":2}', ''],
  ['cut in an envelope', '{"items":[{"id":1}]', '/items'],
  ['cut in an envelope behind a broken record', '{"items":[{"id":1,{"id":2}]', '/items'],
  ['followed by something', '[{"id":1}]\0', ''],
  ['followed by another list', '[{"id":1}][{"id":2}]', ''],
  ['empty', '', ''],
  ['an object instead of a list', '{"error":"x"}', ''],
  ['without the list', '{"error":"x"}', '/items'],
  ['with something else in the place of the list', '{"items":{"a":[]}}', '/items'],
  ['with two lists, one of them broken', '{"items":[{"a":1,{"b":2}],"items":[]}', '/items'],
  ['broken around its records', '{"items":[{"a":1,{"b":2}],"next":nope}', '/items'],
  ['not JSON', '<html></html>', ''],
])('a page that is %s is refused', (_, page, pointer) => {
  expect(() => recordsOf(page, pointer)).toThrow(InvalidPage);
});
