import type { desk, dossier } from '../engine';
import { addressIn, placeIn } from '../lib/address';
import { Countries } from '../lib/countries';
import { readDay } from '../lib/day';

/** A field of a sub-processor that a table shows or that a spreadsheet may have a column for. What is read from a cell may be written back to it. */
export interface Column {
  id: string;
  /** Key of its name. */
  label: string;
  /** What others call it: a spreadsheet may have it as its heading. */
  also?: readonly string[];
  /** What one chooses from; without, one types. */
  choices?: readonly desk.Choice[];
  /** What it holds when that is no text: in a spreadsheet days may be in another order, and several countries on several lines. */
  holds?: 'day' | 'countries';
  read(row: dossier.Subprocessor): string;
  write(row: dossier.Subprocessor, text: string): void;
}

/** What a table of a client's sub-processors shows, and one of the register. */
export const shown = {
  client: ['name', 'service', 'country', 'locations', 'since', 'status'],
  register: ['name', 'service', 'country', 'locations', 'since', 'lastChecked'],
} as const;

/** All fields that a cell can hold, in the words of a catalogue. */
export function columns(catalogue: desk.Catalogue): Column[] {
  const countries = new Countries(catalogue.countries);
  const countryOf = (code: string) => catalogue.countries.find((country) => country.code === code)?.name ?? code;
  const labelOf = (choices: readonly desk.Choice[], id: string) => choices.find((choice) => choice.id === id)?.label ?? id;
  const day = (text: string) => readDay(text, catalogue.language) ?? text.trim();
  const text = (id: string, label: string, also: readonly string[], of: (row: dossier.Subprocessor) => string | undefined, set: (row: dossier.Subprocessor, text: string) => void): Column => ({
    id,
    label,
    also,
    read: (row) => of(row) ?? '',
    write: set,
  });
  const country = (id: string, label: string, also: readonly string[], of: (row: dossier.Subprocessor) => string | undefined, set: (row: dossier.Subprocessor, code: string) => void) =>
    text(id, label, also, (row) => countryOf(of(row) ?? ''), (row, name) => set(row, countries.one(name)));
  const date = (id: string, label: string, also: readonly string[], of: (row: dossier.Subprocessor) => string | undefined, set: (row: dossier.Subprocessor, day: string) => void) =>
    ({ ...text(id, label, also, (row) => localDate(of(row) ?? ''), (row, typed) => set(row, day(typed))), holds: 'day' as const });
  const contact = (row: dossier.Subprocessor) => (row.contact ??= { name: '', email: '' });
  return [
    text('name', 'name', ['Naam', 'Name', 'Leverancier', 'Subverwerker', 'Bedrijf', 'Bedrijfsnaam', 'Organisatie', 'Vendor', 'Supplier', 'Company', 'Company name', 'Sub-processor', 'Subprocessor', 'Entity', 'Entity name', 'Legal entity', 'Party', 'Partij', 'Handelsnaam', 'Statutaire naam', 'Naam subverwerker', 'Naam leverancier'], (row) => row.name, (row, name) => (row.name = name)),
    text('service', 'service', ['Dienst', 'Diensten', 'Service', 'Services', 'Toepassing', 'Omschrijving', 'Dienstverlening', 'Werkzaamheden', 'Application', 'Description', 'Activity', 'Product'], (row) => row.service, (row, service) => (row.service = service)),
    country('country', 'seat', ['Land', 'Country', 'Vestigingsland', 'Vestiging', 'Land van vestiging', 'Country of establishment', 'Country of incorporation', 'Entity country'], (row) => row.address.country, (row, code) => (row.address.country = code)),
    {
      id: 'locations',
      label: 'processed-in',
      also: ['Landen', 'Countries', 'Locaties', 'Locations', 'Verwerkingslanden', 'Locatie', 'Location', 'Verwerkingslocatie', 'Verwerkingslocaties', 'Data location', 'Land van verwerking', 'Land van de verwerking', 'Plaats van verwerking', 'Opslaglocatie', 'Country of processing', 'Processing location', 'Processing countries', 'Hosting location'],
      holds: 'countries',
      read: (row) => row.locations.map(countryOf).join(', '),
      write: (row, names) => (row.locations = countries.all(names)),
    },
    date('since', 'since', ['In gebruik sinds', 'Sinds', 'Since', 'In use since', 'Ingangsdatum', 'Startdatum', 'Start date', 'Effective date'], (row) => row.since, (row, since) => (row.since = since)),
    {
      id: 'status',
      label: 'status',
      choices: catalogue.statuses,
      read: (row) => labelOf(catalogue.statuses, row.status),
      write: (row, name) => (row.status = idOf(called(catalogue.statuses, states), name)),
    },
    text('purpose', 'purpose', ['Doel', 'Purpose', 'Doeleinde', 'Doeleinden', 'Purpose of processing', 'Doel van de verwerking'], (row) => row.purpose, (row, purpose) => (row.purpose = purpose)),
    text('legalForm', 'legalForm', ['Rechtsvorm', 'Legal form', 'Entity type'], (row) => row.legalForm, (row, form) => (row.legalForm = form)),
    {
      id: 'registrationKind',
      label: 'registration-kind',
      also: ['Soort register', 'Kind of register'],
      read: (row) => labelOf(catalogue.registrationKinds, row.registration.kind),
      write: (row, kind) => (row.registration.kind = idOf(called(catalogue.registrationKinds, registers), kind)),
    },
    text('registrationNumber', 'register-number', ['Registratienummer', 'Inschrijfnummer', 'Handelsregisternummer', 'Registration number', 'Company number'], (row) => row.registration.number, (row, number) => {
      row.registration.number = number;
      const named = registerIn(number);
      if (row.registration.kind === '' && named) row.registration = { number, kind: named.kind, country: row.registration.country || named.country };
    }),
    text('kvk', 'kvk', ['KvK', 'KvK-nummer', 'KvK nr', 'KvK-nr.', 'Kamer van Koophandel', 'Chamber of Commerce', 'CoC number'], (row) => (row.registration.kind === 'kvk' ? row.registration.number : ''), (row, number) => (row.registration = { kind: 'kvk', number, country: 'NL' })),
    country('registrationCountry', 'registration-country', ['Land van het register', 'Country of the register'], (row) => row.registration.country, (row, code) => (row.registration.country = code)),
    text('street', 'street', ['Straat', 'Adres', 'Street', 'Address', 'Straat en nummer', 'Straat en huisnummer', 'Bezoekadres', 'Vestigingsadres', 'Adresgegevens', 'NAW'], (row) => row.address.street, (row, street) => {
      const whole = addressIn(street);
      if (whole) Object.assign(row.address, whole);
      else row.address.street = street;
    }),
    text('postcode', 'postcode', ['Postcode', 'Zip', 'Zip code', 'Postal code', 'Postcode en plaats', 'Postcode/plaats', 'Postcode + plaats'], (row) => row.address.postcode, (row, code) => {
      const { postcode, city } = placeIn(code) ?? { postcode: code };
      row.address.postcode = postcode;
      if (city) row.address.city = city;
    }),
    text('city', 'city', ['Plaats', 'Stad', 'Woonplaats', 'Vestigingsplaats', 'City', 'Town'], (row) => row.address.city, (row, city) => (row.address.city = city)),
    country('parentCountry', 'parentCountry', ['Land moedermaatschappij', 'Moederland', 'Parent country'], (row) => row.parentCountry, (row, code) => (row.parentCountry = code)),
    text('contactName', 'contact', ['Contact', 'Contactpersoon', 'Naam contactpersoon', 'Contact person', 'Contact name'], (row) => row.contact?.name, (row, name) => (contact(row).name = name)),
    text('contactEmail', 'email', ['E-mail', 'Email', 'E-mailadres', 'Email address', 'E-mail contactpersoon'], (row) => row.contact?.email, (row, email) => (contact(row).email = email)),
    text('contactPhone', 'phone', ['Telefoon', 'Telefoonnummer', 'Tel', 'Phone', 'Phone number', 'Telephone'], (row) => row.contact?.phone, (row, phone) => (contact(row).phone = phone)),
    date('agreementDate', 'agreementDate', ['Datum overeenkomst', 'Datum verwerkersovereenkomst', 'Agreement date', 'DPA date', 'Contractdatum'], (row) => row.agreementDate, (row, on) => (row.agreementDate = on)),
    text('agreementReference', 'agreementReference', ['Kenmerk', 'Reference', 'Contractnummer', 'Contract number'], (row) => row.agreementReference, (row, reference) => (row.agreementReference = reference)),
    date('lastChecked', 'lastChecked', ['Laatst gecontroleerd', 'Gecontroleerd', 'Gecontroleerd op', 'Laatste controle', 'Last checked', 'Reviewed', 'Last reviewed'], (row) => row.lastChecked, (row, on) => (row.lastChecked = on)),
  ];
}

/** How others call registers and states, by their ids. */
const registers: Readonly<Record<string, readonly string[]>> = {
  kvk: ['KvK', 'Kamer van Koophandel', 'Chamber of Commerce', 'CoC'],
  be: ['KBO', 'BCE', 'CBE', 'Kruispuntbank', 'Ondernemingsnummer'],
  hrb: ['Handelsregister', 'HRB', 'HRA'],
  siren: ['SIREN', 'SIRET', 'RCS'],
  'companies-house': ['Companies House', 'CRN'],
  cro: ['CRO'],
  ein: ['EIN', 'IRS'],
  vat: ['Btw', 'Btw-nummer', 'VAT', 'USt-IdNr', 'TVA'],
  lei: ['LEI'],
  other: ['Anders', 'Overig', 'Other'],
};
const states: Readonly<Record<string, readonly string[]>> = {
  active: ['In gebruik', 'In use', 'Actief', 'Active', 'Lopend'],
  planned: ['Gepland', 'Voorgenomen', 'Planned'],
  ended: ['Gestopt', 'Inactief', 'Inactive', 'Beëindigd', 'Ended'],
};

const called = (choices: readonly desk.Choice[], also: Readonly<Record<string, readonly string[]>>) => choices.map((choice) => ({ ...choice, also: also[choice.id] }));

/** The register, and its country, that a number names itself: KvK 12345678, HRB 12345. */
function registerIn(number: string): { kind: string; country: string } | undefined {
  const named: readonly [RegExp, string, string][] = [
    [/^(?:kvk|kamer van koophandel)\b/i, 'kvk', 'NL'],
    [/^(?:kbo|bce|be ?[01])/i, 'be', 'BE'],
    [/^hr ?[ab]\b|\bhr[ab] ?\d/i, 'hrb', 'DE'],
    [/^(?:siren|siret|rcs)\b/i, 'siren', 'FR'],
    [/^ein\b/i, 'ein', 'US'],
    [/^lei\b/i, 'lei', ''],
  ];
  const [, kind, country] = named.find(([says]) => says.test(number.trim())) ?? [];
  return kind === undefined || country === undefined ? undefined : { kind, country };
}

/** The id that a text stands for, by the id itself or by its label; a text that stands for none stays, to be told off by the engine. */
export function idOf(choices: readonly (desk.Choice & { also?: readonly string[] | undefined })[], text: string): string {
  const plain = (name: string) => name.normalize('NFD').replace(/[\p{M}.]/gu, '').trim().toLowerCase();
  return choices.find((choice) => [choice.id, choice.label, ...(choice.also ?? [])].some((name) => plain(name) === plain(text)))?.id ?? text.trim();
}

/** A day as a spreadsheet has it, 31-12-2026; what is no day stays. */
function localDate(text: string): string {
  return text.replace(/^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$/, '$3-$2-$1');
}
