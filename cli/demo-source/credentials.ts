import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * What a demo tenant is read with. They follow from the seed and protect nothing: the demo source serves made-up records, and
 * tells them to whoever asks for `/_demo/tenants`.
 */
export interface DemoCredentials {
  company: string;
  public_key: string;
  private_key: string;
  client_id: string;
  bearer_token: string;
  api_key: string;
}

export function credentialsOf(seed: number, tenant: string): DemoCredentials {
  const secret = (what: string, length: number) =>
    createHash('sha256')
      .update(`demo ${seed} ${tenant} ${what}`)
      .digest('base64url')
      .replace(/[-_]/g, 'x')
      .slice(0, length);
  return {
    company: tenant,
    public_key: secret('public key', 16),
    private_key: secret('private key', 16),
    client_id: secret('client id', 36),
    bearer_token: secret('bearer token', 40),
    api_key: secret('API key', 32),
  };
}

export function isBasicFor({ company, public_key, private_key }: DemoCredentials, header: string | undefined): boolean {
  return same(header, `Basic ${Buffer.from(`${company}+${public_key}:${private_key}`).toString('base64')}`);
}

/** Takes as long for nearly right credentials as for wrong ones. */
export function same(given: string | undefined, wanted: string): boolean {
  const hashed = (text: string) => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(hashed(given), hashed(wanted));
}
