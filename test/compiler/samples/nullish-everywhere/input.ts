import { proxyActivities } from '@temporalio/workflow';

interface Profile {
  name: string | null;
  address?: { street?: string; city: string | null } | null;
  phones?: { kind: string; number?: string }[] | null;
}
interface Activities {
  profile(id: string): Promise<Profile | null>;
  send(value: unknown): Promise<void>;
}
const { profile, send } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function card({ id }: { id: string }): Promise<string> {
  const found = await profile(id);
  const city = found?.address?.city ?? 'nowhere';
  const street = found?.address?.street;
  const first = found?.phones?.[0]?.number ?? null;
  const count = found?.phones?.length;
  const upper = found?.name?.toUpperCase();
  await send({ city, street, first, count, upper, hasStreet: street !== undefined, isNull: found === null });
  let label: string | null | undefined = found?.name;
  label ??= 'unnamed';
  let phones = found?.phones ?? [];
  phones = phones.filter((phone) => phone.number != null);
  await send(phones.map(({ kind, number }) => `${kind}:${number ?? ''}`));
  const { name, ...others } = found ?? { name: 'x' };
  await send({ name, keys: Object.keys(others) });
  return `${label} in ${city}${count ? ` (${count})` : ''}`;
}
