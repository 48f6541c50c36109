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
