import type { dossier } from '../engine';
import { parts, within } from '../lib/pointer';

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
  return places.find(([prefix]) => within(path, prefix))?.[1] ?? 'client';
}

/** Which part of the agreement prints a place of the dossier, when there is something to print. */
const clauses: readonly [prefix: string, clause: string][] = [
  ['/mainAgreement', 'main-agreement'],
  ['/processing/services', 'services'],
  ['/processing/start', 'main-agreement'],
  ['/processing/end', 'main-agreement'],
  ['/processing/authorisation', 'main-agreement'],
  ['/processing', 'annex-2'],
  ['/subprocessors', 'annex-3'],
  ['/additionalTerms', 'annex-4'],
];

/** The clause of the agreement that a place of the dossier is printed in. */
export function clauseOf(path: string): string {
  return clauses.find(([prefix]) => within(path, prefix))?.[1] ?? 'parties';
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
