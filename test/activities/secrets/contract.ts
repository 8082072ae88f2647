import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidConfiguration } from '../../../activities/errors.ts';
import type { Secrets } from '../../../activities/ports.ts';

export interface SecretsUnderTest {
  secrets: Secrets;
  /** Stores a value and gives the reference to it. */
  store(name: string, value: string): Promise<string>;
  /** A reference of this implementation's form to what is not there. */
  missing: string;
  close(): Promise<void>;
}

/** What every implementation of `Secrets` does. */
export function secretsContract(name: string, open: () => Promise<SecretsUnderTest>): void {
  describe(`secrets: ${name}`, () => {
    let place: SecretsUnderTest;
    beforeAll(async () => {
      place = await open();
    });
    afterAll(() => place.close());

    test.each([
      { what: 'a text', value: 'pa55 wörd', resolved: 'pa55 wörd' },
      { what: 'a text of many lines', value: 'a\nb', resolved: 'a\nb' },
      { what: 'a text without the line end behind it', value: 'token\n', resolved: 'token' },
      { what: 'a text with blanks around it', value: ' token ', resolved: ' token ' },
      { what: 'an object of texts', value: '{"user":"u","password":"p"}\n', resolved: { user: 'u', password: 'p' } },
      { what: 'a text that begins like an object', value: '{token', resolved: '{token' },
      { what: 'a JSON list as text', value: '["a"]', resolved: '["a"]' },
    ])('gives $what', async ({ value, resolved }) => {
      const ref = await place.store('SECRET_A', value);
      expect(await place.secrets.resolve(ref)).toEqual(resolved);
    });

    test('gives what is stored now, not what was stored before', async () => {
      await place.secrets.resolve(await place.store('SECRET_B', 'old'));
      const ref = await place.store('SECRET_B', 'new');
      expect(await place.secrets.resolve(ref)).toBe('new');
    });

    test('names the reference when there is no such secret', async () => {
      const resolving = place.secrets.resolve(place.missing);
      await expect(resolving).rejects.toThrow(InvalidConfiguration);
      await expect(resolving).rejects.toThrow(place.missing);
    });

    test.each([
      { what: 'an empty value', value: '' },
      { what: 'nothing but a line end', value: '\n' },
      { what: 'an object with something else than texts', value: '{"password":"geheim","port":1}' },
      { what: 'an object in an object', value: '{"login":{"password":"geheim"}}' },
    ])('refuses $what without showing it', async ({ value }) => {
      const ref = await place.store('SECRET_C', value);
      const failure: unknown = await place.secrets.resolve(ref).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InvalidConfiguration);
      expect((failure as Error).message).toContain(ref);
      expect((failure as Error).message).not.toContain('geheim');
    });

    test.each(['', 'geheim', 'vault:geheim', ':geheim'])(
      'refuses %j as a reference without showing it',
      async (ref) => {
        const failure: unknown = await place.secrets.resolve(ref).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(InvalidConfiguration);
        expect((failure as Error).message).not.toContain('geheim');
      },
    );
  });
}
