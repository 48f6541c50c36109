import type { desk, dossier } from '../engine';
import { readDay } from '../lib/day';
import { newID } from '../lib/identifier';

/** A column of the table of sub-processors. What is read from a cell may be written back to it. */
export interface Column {
  id: string;
  /** Key of its name. */
  label: string;
  /** What others call it: a spreadsheet may have it as its heading. */
  also?: readonly string[];
  /** What one chooses from; without, one types. */
  choices?: readonly desk.Choice[];
  read(row: dossier.Subprocessor): string;
  write(row: dossier.Subprocessor, text: string): void;
}

/** A sub-processor of which nothing is known yet, that works for all of a client's services. */
export function blankSubprocessor(services: readonly string[]): dossier.Subprocessor {
  return {
    id: newID('sub'),
    name: '',
    registration: { kind: '', number: '', country: '' },
    address: { street: '', postcode: '', city: '', country: '' },
    contact: { name: '', email: '' },
    service: '',
    purpose: '',
    services: [...services],
    personalData: [],
    dataSubjects: [],
    locations: [],
    agreementDate: '',
    furtherSubprocessors: [],
    since: '',
    status: 'active',
  };
}

/** The columns, in the words of a catalogue. */
export function columns(catalogue: desk.Catalogue): Column[] {
  const countries = catalogue.countries.map((country) => ({ id: country.code, label: country.name, also: countriesAlso[country.code] }));
  const labelOf = (choices: readonly desk.Choice[], id: string) => choices.find((choice) => choice.id === id)?.label ?? id;
  return [
    {
      id: 'name',
      label: 'name',
      also: ['Naam', 'Name', 'Leverancier', 'Subverwerker', 'Bedrijf', 'Organisatie', 'Vendor', 'Supplier', 'Company', 'Sub-processor', 'Subprocessor'],
      read: (row) => row.name, write: (row, text) => (row.name = text),
    },
    {
      id: 'service',
      label: 'service',
      also: ['Dienst', 'Service', 'Toepassing', 'Omschrijving', 'Application', 'Description'],
      read: (row) => row.service,
      write: (row, text) => (row.service = text),
    },
    {
      id: 'country',
      label: 'seat',
      also: ['Land', 'Country', 'Vestigingsland', 'Vestiging', 'Country of establishment'],
      read: (row) => labelOf(countries, row.address.country),
      write: (row, text) => (row.address.country = idOf(countries, text)),
    },
    {
      id: 'locations',
      label: 'processed-in',
      also: ['Landen', 'Countries', 'Locaties', 'Locations', 'Verwerkingslanden', 'Locatie', 'Location'],
      read: (row) => row.locations.map((code) => labelOf(countries, code)).join(', '),
      write: (row, text) => (row.locations = list(text).map((name) => idOf(countries, name))),
    },
    {
      id: 'since',
      label: 'since',
      also: ['In gebruik sinds', 'Sinds', 'Since', 'In use since'],
      read: (row) => localDate(row.since),
      write: (row, text) => (row.since = readDay(text, catalogue.language) ?? text.trim()),
    },
    {
      id: 'status',
      label: 'status',
      choices: catalogue.statuses,
      read: (row) => labelOf(catalogue.statuses, row.status),
      write: (row, text) => (row.status = idOf(catalogue.statuses, text)),
    },
  ];
}

/** The names in a cell; a name may have a comma within brackets. */
function list(text: string): string[] {
  return text
    .split(/[,;](?![^(]*\))/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** How people write countries that have another name in the catalogue. */
const countriesAlso: Readonly<Record<string, readonly string[]>> = {
  US: ['VS', 'USA', 'Amerika', 'America', 'Verenigde Staten van Amerika', 'United States of America'],
  GB: ['VK', 'UK', 'Engeland', 'England', 'Groot-Brittannië', 'Great Britain'],
  NL: ['Holland', 'The Netherlands'],
};

/** The id that a text stands for, by the id itself or by its label; a text that stands for none stays, to be told off by the engine. */
export function idOf(choices: readonly (desk.Choice & { also?: readonly string[] | undefined })[], text: string): string {
  const plain = (name: string) => name.normalize('NFD').replace(/[\p{M}.]/gu, '').trim().toLowerCase();
  return choices.find((choice) => [choice.id, choice.label, ...(choice.also ?? [])].some((name) => plain(name) === plain(text)))?.id ?? text.trim();
}

/** A day as a spreadsheet has it, 31-12-2026; what is no day stays. */
function localDate(text: string): string {
  return text.replace(/^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$/, '$3-$2-$1');
}
