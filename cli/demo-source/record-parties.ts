import { idOf, instant, type BuiltInTable, type Edition, type Origin } from './editions.ts';
import { random, type Random } from './random.ts';
import { decimal, escaped, exact, render, type Renderable } from './render.ts';
import { cities, companyWords, countries, markets, people } from './words.ts';

/** Choices that hold for all versions of a record. */
export const lasting = (origin: Origin, table: BuiltInTable, index: number) =>
  random(origin.seed, origin.tenant, table, index);
/** Choices that differ from version to version. */
export const passing = (origin: Origin, table: BuiltInTable, { index, version }: Edition) =>
  random(origin.seed, origin.tenant, table, index, version);

/** An entry of a list that records refer to; its id is its place. */
export const named = (chance: Random, names: readonly string[]) => {
  const place = chance.below(names.length);
  return { id: place + 1, name: names[place]! };
};

export interface Company {
  id: number;
  identifier: string;
  name: string;
}
export function companyAt(origin: Origin, index: number): Company {
  const chance = lasting(origin, 'companies', index);
  const name = `${chance.pick(companyWords.first)} ${chance.pick(companyWords.second)} ${chance.pick(companyWords.suffix)}`;
  return { id: idOf(index), identifier: `C${String(index + 1).padStart(6, '0')}`, name };
}

export interface Contact {
  id: number;
  given: string;
  family: string;
  company: Company | null;
}
export function contactAt(origin: Origin, index: number): Contact {
  const chance = lasting(origin, 'contacts', index);
  const { given, family } = chance.pick(people);
  const companies = origin.records.companies;
  const company = companies > 0 ? companyAt(origin, chance.below(companies)) : null;
  return { id: idOf(index), given: chance.pick(given), family: chance.pick(family), company };
}

export const companyReference = (company: Company | null): Renderable =>
  company && { ...company, _info: { company_href: `/company/companies/${company.id}` } };
export const contactReference = (contact: Contact | null): Renderable =>
  contact && { id: contact.id, name: `${contact.given} ${contact.family}` };
export const email = (contact: Contact) => `contact.${contact.id}@customer-${contact.company?.id ?? 0}.example`;

export function companyRecord(origin: Origin, edition: Edition): string {
  const chance = lasting(origin, 'companies', edition.index);
  const now = passing(origin, 'companies', edition);
  const { id, identifier, name } = companyAt(origin, edition.index);
  return render({
    id,
    identifier,
    // Every eighth server-side writer escapes what is not ASCII: the same text, other bytes.
    name: edition.index % 8 === 5 ? escaped(name) : name,
    status: now.chance(0.9) ? { id: 1, name: 'Active' } : { id: 2, name: 'Not-Active' },
    addressLine1: `${1 + chance.below(250)} ${chance.pick(companyWords.first)} Street`,
    addressLine2: chance.chance(0.3) ? `Floor ${1 + chance.below(20)}` : null,
    city: chance.pick(cities),
    country: chance.chance(0.95) ? named(chance, countries) : null,
    phoneNumber: `+${10_000_000_000 + now.below(1_000_000_000)}`,
    market: chance.chance(0.6) ? named(chance, markets) : null,
    annualRevenue: decimal(chance.below(50_000_000) / 10),
    creditLimit: chance.chance(0.5) ? decimal(now.below(100) / 10) : null,
    // Beyond 2^53: a reader that goes through doubles changes it.
    ledgerAccount: exact(9_007_199_254_740_993n + BigInt(chance.below(2 ** 31)) * 1_000_003n),
    types: Array.from({ length: chance.below(3) }, () => named(chance, markets)),
    deletedFlag: false,
    // Appears for the first time late in the table.
    ...(edition.index >= origin.records.companies * 0.9
      ? { parentCompany: companyReference(companyAt(origin, 0)) }
      : {}),
    _info: {
      lastUpdated: instant(edition.updated),
      updatedBy: `agent${now.below(40)}`,
      dateEntered: instant(edition.created),
    },
  });
}

export function contactRecord(origin: Origin, edition: Edition): string {
  const now = passing(origin, 'contacts', edition);
  const contact = contactAt(origin, edition.index);
  return render({
    id: contact.id,
    firstName: contact.given,
    lastName: edition.index % 8 === 3 ? escaped(contact.family) : contact.family,
    company: companyReference(contact.company),
    title: now.chance(0.5) ? now.pick(['Office manager', 'Geschäftsführer', 'IT lead', 'Directrice', '経理']) : null,
    inactiveFlag: now.chance(0.05),
    communicationItems: [
      { id: contact.id * 2, type: { id: 1, name: 'Email' }, value: email(contact), defaultFlag: true },
      ...(now.chance(0.6)
        ? [
            {
              id: contact.id * 2 + 1,
              type: { id: 2, name: 'Direct' },
              value: `+1555${String(now.below(10_000_000)).padStart(7, '0')}`,
              defaultFlag: false,
            },
          ]
        : []),
    ],
    birthDay: now.chance(0.1) ? '1980-02-29T00:00:00Z' : null,
    portalSecurityLevel: decimal(now.below(60) / 10, 1),
    ...(edition.index >= origin.records.contacts * 0.85 ? { pronouns: null, photo: { href: null, size: 0 } } : {}),
    _info: {
      lastUpdated: instant(edition.updated),
      updatedBy: `agent${now.below(40)}`,
      dateEntered: instant(edition.created),
    },
  });
}
