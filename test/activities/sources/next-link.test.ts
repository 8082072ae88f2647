import { expect, test } from 'vitest';
import { nextLink } from '../../../activities/sources/next-link.ts';

test.each([
  ['<https://a/b?page=2>; rel="next"', 'https://a/b?page=2'],
  ['<https://a/b?page=2>;rel=next', 'https://a/b?page=2'],
  ['<https://a/b>; REL="Prev Next"; title="x"', 'https://a/b'],
  ['<https://a/1>; rel="first", </b?x=1,2;3>; title="a, <b>; rel=next"; rel="next"', '/b?x=1,2;3'],
  ['<https://a/1>; rel="prev", <https://a/3>; rel="last"', undefined],
  ['<https://a/1>; title="rel=next"', undefined],
  ['<https://a/1>; rel="nextish"', undefined],
  ['https://a/1; rel="next"', undefined],
  ['', undefined],
])('%s leads on to %s', (link, next) => {
  expect(nextLink({ link })).toBe(next);
});

test('without the header there is no next page', () => {
  expect(nextLink({})).toBeUndefined();
});
