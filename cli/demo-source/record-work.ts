import { idOf, instant, type Edition, type Origin } from './editions.ts';
import type { Random } from './random.ts';
import {
  companyReference,
  contactAt,
  contactReference,
  email,
  lasting,
  named,
  passing,
  type Contact,
} from './record-parties.ts';
import { decimal, escaped, exact, render, type Renderable } from './render.ts';
import { boards, priorities, sentences, statuses, summaries, teams, ticketTypes, workTypes } from './words.ts';

interface Ticket {
  id: number;
  summary: string;
  contact: Contact | null;
}
/** What other records may say of a ticket; the same in all its versions. */
function ticketAt(origin: Origin, index: number): Ticket {
  const chance = lasting(origin, 'tickets', index);
  const contacts = origin.records.contacts;
  return {
    id: idOf(index),
    summary: `${chance.pick(summaries)} (#${idOf(index)})`,
    contact: contacts > 0 ? contactAt(origin, chance.below(contacts)) : null,
  };
}

const member = (chance: Random) => {
  const number = 1 + chance.below(40);
  return { id: number, identifier: `agent${number}`, name: `Agent ${number}` };
};
const prose = (chance: Random, count: number) => Array.from({ length: count }, () => chance.pick(sentences)).join(' ');

/** Mostly short, some HTML, few very long: one in 300 is some 8 KB. */
function description(chance: Random): Renderable {
  const kind = chance.next();
  if (kind < 0.1) return null;
  if (kind < 0.2)
    return `<p>${prose(chance, 2).replaceAll('"', '&quot;')}</p><br/><a href="https://kb.example/${chance.below(900)}">KB</a>`;
  if (kind < 0.2033) return prose(chance, 130);
  return kind < 0.25 ? escaped(prose(chance, 2)) : prose(chance, 1 + chance.below(2));
}

const customFields = (chance: Random, now: Random): Renderable => [
  { id: 7, caption: 'Asset tag', value: chance.chance(0.4) ? `AT-${chance.below(99_999)}` : null },
  { id: 8, caption: 'On site', value: now.chance(0.2) },
];

export function ticketRecord(origin: Origin, edition: Edition): string {
  const { index, version } = edition;
  const ticket = ticketAt(origin, index);
  const chance = lasting(origin, 'tickets', index);
  const now = passing(origin, 'tickets', edition);
  const status = named(now, statuses);
  const closed = status.name === 'Closed';
  return render({
    id: ticket.id,
    summary: ticket.summary,
    recordType: 'ServiceTicket',
    board: named(chance, boards),
    status,
    company: companyReference(ticket.contact?.company ?? null),
    contact: contactReference(ticket.contact),
    contactEmailAddress: ticket.contact && email(ticket.contact),
    type: named(chance, ticketTypes),
    team: chance.chance(0.8) ? named(chance, teams) : null,
    owner: now.chance(0.7) ? member(now) : null,
    priority: named(now, priorities),
    closedFlag: closed,
    closedDate: closed ? instant(edition.updated) : null,
    budgetHours: chance.chance(0.3) ? decimal(chance.below(400) / 10) : null,
    actualHours: decimal(now.below(90) / 10),
    hourlyRate: decimal(50 + chance.below(1000) / 10),
    externalXRef: chance.chance(0.25) ? `ext-${chance.below(1e9)}` : null,
    // Beyond 2^53 for all, beyond 2^64 for some: a reader that goes through doubles changes it.
    messageReference: exact(9_007_199_254_740_993n * BigInt(1 + (index % 3) * 2048) + BigInt(index)),
    customFields: customFields(chance, now),
    initialDescription: description(chance),
    // Appears for the first time late in the table.
    ...(index >= origin.records.tickets * 0.8
      ? { sentiment: { score: exact('-0.50'), label: now.pick(['😀', '😐', '😠']) } }
      : {}),
    ...(version > 1 ? { customerUpdatedFlag: now.chance(0.5), revision: version } : {}),
    // A repeated key is legal JSON: such a record is a good one.
    ...(index % 401 === 400 ? { customerUpdatedFlag: exact('false,"customerUpdatedFlag":true') } : {}),
    _info: {
      lastUpdated: instant(edition.updated),
      updatedBy: member(now).identifier,
      dateEntered: instant(edition.created),
      enteredBy: member(chance).identifier,
    },
  });
}

export function timeEntryRecord(origin: Origin, edition: Edition): string {
  const chance = lasting(origin, 'time_entries', edition.index);
  const now = passing(origin, 'time_entries', edition);
  const tickets = origin.records.tickets;
  const ticket = tickets > 0 ? ticketAt(origin, chance.below(tickets)) : null;
  const hours = 1 + now.below(80);
  return render({
    id: idOf(edition.index),
    company: companyReference(ticket?.contact?.company ?? null),
    chargeToId: ticket?.id ?? null,
    chargeToType: ticket ? 'ServiceTicket' : 'ChargeCode',
    ticket: ticket && { id: ticket.id, summary: ticket.summary },
    member: member(chance),
    workType: named(chance, workTypes),
    timeStart: instant(edition.created),
    timeEnd: chance.chance(0.9) ? instant(edition.created + hours * 360_000) : null,
    actualHours: decimal(hours / 10),
    hourlyRate: decimal(40 + chance.below(900) / 10),
    billableOption: now.pick(['Billable', 'DoNotBill', 'NoCharge']),
    notes: chance.chance(0.15)
      ? `<div>${prose(chance, 1).replaceAll('"', '&quot;')}</div>`
      : chance.chance(0.8)
        ? prose(chance, 1)
        : null,
    locationPoint: chance.chance(0.1) ? { lat: exact('47.36670'), lon: exact('-8.55000e0') } : null,
    ...(edition.index >= origin.records.time_entries * 0.75 ? { invoice: null, agreementType: 'T&M' } : {}),
    _info: {
      lastUpdated: instant(edition.updated),
      updatedBy: member(now).identifier,
      dateEntered: instant(edition.created),
    },
  });
}
