import type { dossier } from '../engine';
import { parts } from '../lib/pointer';

/** The parts of the form, in the order of the document. */
export const sections = ['client', 'services', 'data', 'security', 'subprocessors', 'terms', 'signing'] as const;

/** One part of the form. */
export type Section = (typeof sections)[number];

/** Which part of the form holds a place of the dossier: the longest beginning counts. */
const places: readonly [prefix: string, section: Section][] = [
  ['/controller/signatory', 'signing'],
  ['/controller', 'client'],
  ['/mainAgreement', 'client'],
  ['/language', 'client'],
  ['/processor/signatory', 'signing'],
  ['/processor/entities', 'services'],
  ['/processor', 'security'],
  ['/processing/services', 'services'],
  ['/processing/start', 'services'],
  ['/processing/end', 'services'],
  ['/processing/authorisation', 'terms'],
  ['/processing', 'data'],
  ['/subprocessors', 'subprocessors'],
  ['/additionalTerms', 'terms'],
];

/** The part of the form where a place of the dossier is filled in. */
export function sectionOf(path: string): Section {
  return places.find(([prefix]) => path === prefix || path.startsWith(prefix + '/'))?.[1] ?? 'client';
}

/** The place whose field settles a problem: a number that is no citizen service number is told of beside the text that it is in. */
export function fieldOf(dossier: dossier.Dossier, path: string): string {
  const [list, index] = parts(path);
  return list === 'notBsn' ? (dossier.notBsn?.[Number(index)]?.path ?? path) : path;
}

/** The row of a table that a place of the dossier is in; undefined when it is in none. */
export function rowOf(path: string): number | undefined {
  const [list, index] = parts(path);
  return list === 'subprocessors' && index !== undefined ? Number(index) : undefined;
}
