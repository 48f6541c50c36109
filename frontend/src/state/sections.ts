import type { dossier } from '../engine';
import { get, parts, within } from '../lib/pointer';

/** The parts of the form about a client, in the order of the document. */
export const sections = ['client', 'services', 'data', 'security', 'subprocessors', 'terms', 'signing'] as const;

/** Everything that can stand beside the page of a client: the parts of the form, and what legal reads. */
export const views = [...sections, 'review'] as const;

/** One part of the form, or the review. */
export type Section = (typeof views)[number];

/** What each part of the form asks: the longest beginning of a place counts. */
const asks: Record<Section, readonly string[]> = {
  client: ['/controller', '/mainAgreement', '/language'],
  services: ['/processor/entities', '/processing/services', '/processing/start', '/processing/end'],
  data: ['/processing'],
  security: ['/processor'],
  subprocessors: ['/subprocessors'],
  terms: ['/additionalTerms', '/processing/authorisation'],
  signing: ['/controller/signatory', '/processor/signatory'],
  review: ['/setAside'],
};

/** The part whose details have a page for each row of a list. */
const listed: Partial<Record<Section, string>> = { subprocessors: '/subprocessors' };

/** The part of the form where a place of the dossier is filled in. */
export function sectionOf(path: string): Section {
  let found: Section = 'client';
  let length = 0;
  for (const section of views) {
    for (const beginning of asks[section]) {
      if (beginning.length <= length || !within(path, beginning)) continue;
      found = section;
      length = beginning.length;
    }
  }
  return found;
}

/** The place whose field settles a problem: a number that is no citizen service number is told of beside the text that it is in. */
export function fieldOf(dossier: dossier.Dossier, path: string): string {
  const [list, index] = parts(path);
  return list === 'notBsn' ? (dossier.notBsn?.[Number(index)]?.path ?? path) : path;
}

/** The id of the row that a place of the dossier is in, when that has a page of its own. */
export function rowOf(dossier: dossier.Dossier, path: string): string | undefined {
  const list = listed[sectionOf(path)];
  const index = list && within(path, list) ? parts(path)[parts(list).length] : undefined;
  const id = list && index !== undefined ? get(dossier, `${list}/${index}/id`) : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** The place of a row of a part of the form, by its id. */
export function placeOf(dossier: dossier.Dossier, section: Section, row: string): string | undefined {
  const list = listed[section];
  const rows = list && get(dossier, list);
  const index = Array.isArray(rows) ? rows.findIndex((one: { id: string }) => one.id === row) : -1;
  return index < 0 ? undefined : `${list ?? ''}/${index}`;
}
