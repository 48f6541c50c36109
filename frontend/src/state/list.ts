import type { dossier } from '../engine';
import { newID } from '../lib/identifier';
import type { Args } from '../lib/messages';
import type { Editor } from './editor.svelte';
import type { Organisation } from './organisation.svelte';

/** A list of sub-processors that a table shows: those of a client, or the register of the organisation. */
export interface List {
  readonly rows: readonly dossier.Subprocessor[];
  /** The place in the data of the row one is at. */
  focused: string;
  t(key: string, args?: Args): string;
  /** Puts a row in. */
  put(item: dossier.Subprocessor, at: number): void;
  /** Takes a row out. */
  take(at: number): void;
  /** A row of which nothing is known yet. */
  blank(): dossier.Subprocessor;
  /** The row that a pasted one is about, when the company is there. */
  known(name: string): dossier.Subprocessor | undefined;
  changed(): void;
  draft(typing: boolean): void;
  /** The place in the data of a row. */
  place(row: number): string;
}

/** The words for a legal form that others write out. */
const written: Readonly<Record<string, string>> = { limited: 'ltd', incorporated: 'inc', corporation: 'corp', company: 'co' };

/** Whether two names are of one company: only letters and digits count, and a legal form may be written out. */
function isSame(a: string, b: string): boolean {
  const plain = (name: string) => (name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => written[word] ?? word).join('');
  return plain(a) !== '' && plain(a) === plain(b);
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

/** The sub-processors of a client. */
export function ofClient(editor: Editor): List {
  const rows = () => editor.dossier.subprocessors;
  return {
    get rows() {
      return rows();
    },
    get focused() {
      return editor.focused;
    },
    set focused(path) {
      editor.focused = path;
    },
    t: (key, args) => editor.t(key, args),
    put: (item, at) => rows().splice(at, 0, item),
    take: (at) => rows().splice(at, 1),
    blank: () => blankSubprocessor(editor.dossier.processing.services.map((service) => service.id)),
    known: (name) => rows().find((row) => isSame(row.name, name)),
    changed: () => editor.changed(),
    draft: (typing) => editor.draft(typing),
    place: (row) => `/subprocessors/${row}`,
  };
}

/** The register of the organisation, in which each company is once. */
export function ofRegister(itself: Organisation): List {
  const rows = () => itself.data.subprocessors;
  return {
    get rows() {
      return rows().map((row) => row.company);
    },
    get focused() {
      return itself.focused;
    },
    set focused(path) {
      itself.focused = path;
    },
    t: (key, args) => itself.t(key, args),
    put: (item, at) => rows().splice(at, 0, { id: item.id, version: '', company: item }),
    take: (at) => rows().splice(at, 1),
    blank: () => ({ ...blankSubprocessor([]), status: '' }),
    known: (name) => rows().find((row) => isSame(row.company.name, name))?.company,
    changed: () => itself.changed(),
    draft: (typing) => itself.draft(typing),
    place: (row) => `/subprocessors/${row}/company`,
  };
}
