import type { dossier, organisation } from '../engine';
import { newID } from './identifier';

/** What is asked for a client of a company in the register. */
export interface Asked {
  services: string[];
  since: string;
  /** The day of the client's consent to a transfer, by country. */
  consent: Record<string, string>;
}

/** The countries outside the EEA to which a company's data go: to these a client consents. */
export function outside(company: dossier.Subprocessor): string[] {
  return (company.transfers ?? []).filter((transfer) => transfer.mechanism !== 'eea').map((transfer) => transfer.country);
}

/** The row of a client for a company in the register: what is known of it now, and what was asked. Of the data it gets what the client has. */
export function taken(row: organisation.Row, asked: Asked, processing: dossier.Processing): dossier.Subprocessor {
  const { company } = row;
  return {
    ...structuredClone(company),
    id: newID('sub'),
    services: [...asked.services],
    dataSubjects: company.dataSubjects.filter((id) => processing.dataSubjects.includes(id)),
    personalData: company.personalData.filter((id) => processing.personalData.includes(id)),
    ...(company.transfers ? { transfers: company.transfers.map((transfer) => consented(transfer, asked.consent[transfer.country])) } : {}),
    since: asked.since,
    status: 'active',
    register: { id: row.id, version: row.version },
  };
}

function consented(transfer: dossier.Transfer, day: string | undefined): dossier.Transfer {
  const { consent: _, consentReference: __, ...rest } = transfer;
  return day ? { ...rest, consent: day } : rest;
}

/** What of a company is the same for every client, by the keys of its labels. */
const shared: Readonly<Record<string, (of: dossier.Subprocessor) => unknown>> = {
  name: (of) => of.name,
  legalForm: (of) => of.legalForm,
  registration: (of) => of.registration,
  address: (of) => of.address,
  contact: (of) => of.contact,
  parentCountry: (of) => of.parentCountry,
  service: (of) => of.service,
  purpose: (of) => of.purpose,
  locations: (of) => of.locations,
  transfers: (of) => of.transfers?.map(({ consent: _, consentReference: __, checked: ___, ...rest }) => rest),
  agreementDate: (of) => [of.agreementDate, of.agreementReference],
  certifications: (of) => of.certifications,
  furtherSubprocessors: (of) => of.furtherSubprocessors,
};

/** In what a row as it was agreed differs from a company as the register has it, by the keys of the labels. */
export function differences(agreed: dossier.Subprocessor, company: dossier.Subprocessor): string[] {
  return Object.entries(shared)
    .filter(([, part]) => plain(part(agreed)) !== plain(part(company)))
    .map(([key]) => key);
}

/** How what is kept of a company is put in the reader's words. */
export interface Words {
  country: (code: string) => string;
  kind: (register: string) => string;
  mechanism: (id: string) => string;
  day: (iso: string) => string;
}

/** Something that is otherwise than it was, by the key of its label. */
export interface Change {
  key: string;
  was: string;
  is: string;
}

/** What of a company changed, in words. */
export function changes(before: dossier.Subprocessor, after: dossier.Subprocessor, words: Words): Change[] {
  return differences(before, after).map((key) => ({ key, was: told(key, before, words), is: told(key, after, words) }));
}

/** A part of what is known of a company, on one line; empty when nothing is. */
function told(key: string, of: dossier.Subprocessor, words: Words): string {
  const joined = (...parts: (string | undefined)[]) => parts.filter((part) => part).join(', ');
  switch (key) {
    case 'registration':
      return joined([words.kind(of.registration.kind), of.registration.number].filter(Boolean).join(' '), of.registration.country && words.country(of.registration.country));
    case 'address':
      return joined(of.address.street, [of.address.postcode, of.address.city].filter(Boolean).join(' '), of.address.country && words.country(of.address.country));
    case 'contact':
      return joined(of.contact?.name, of.contact?.role, of.contact?.email, of.contact?.phone);
    case 'parentCountry':
      return of.parentCountry ? words.country(of.parentCountry) : '';
    case 'locations':
      return joined(...of.locations.map(words.country));
    case 'transfers':
      return (of.transfers ?? [])
        .map((one) => joined(`${words.country(one.country)}: ${words.mechanism(one.mechanism)}`, one.date && words.day(one.date), one.reference, one.measures))
        .join('; ');
    case 'agreementDate':
      return joined(of.agreementDate && words.day(of.agreementDate), of.agreementReference);
    case 'certifications':
      return (of.certifications ?? []).map((one) => joined(one.name, one.number, one.validUntil && words.day(one.validUntil))).join('; ');
    case 'furtherSubprocessors':
      return of.furtherSubprocessors.map((one) => joined(one.name, one.service, one.country && words.country(one.country))).join('; ');
    default: {
      const text = shared[key]?.(of);
      return typeof text === 'string' ? text : '';
    }
  }
}

/** A value as it is kept: what is empty is not there, and members are in one order. */
function plain(value: unknown): string {
  return JSON.stringify([value], (_, member: unknown) => {
    if (member === '' || member === null || member === false || (Array.isArray(member) && member.length === 0)) return undefined;
    if (typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** A row of a client with what the register knows now; what was asked for the client stays. */
export function renewed(agreed: dossier.Subprocessor, row: organisation.Row, processing: dossier.Processing): dossier.Subprocessor {
  const consent = Object.fromEntries((agreed.transfers ?? []).map((transfer) => [transfer.country, transfer.consent ?? '']));
  const next = taken(row, { services: agreed.services, since: agreed.since, consent }, processing);
  return { ...next, id: agreed.id, status: agreed.status, ...(agreed.until ? { until: agreed.until } : {}) };
}
