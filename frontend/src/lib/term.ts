import type { desk, dossier } from '../engine';
import { newID } from './identifier';

/** The words of a prepared term with its numbers in their places. */
export function worded(paragraphs: readonly string[], values: Readonly<Record<string, string>>): string[] {
  return paragraphs.map((text) => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] || whole));
}

/** Where a prepared term goes among the terms of a client: prepared ones in the order of the library, before words of one's own. */
export function place(terms: readonly dossier.AdditionalTerm[], id: string, order: readonly string[]): number {
  const rank = (term: string | undefined) => (term ? order.indexOf(term) : order.length);
  const found = terms.findIndex((term) => rank(term.term) > rank(id));
  return found < 0 ? terms.length : found;
}

/** The terms of a client with a prepared one more, in its place among them and with the numbers that it begins with. */
export function agreed(terms: readonly dossier.AdditionalTerm[], term: desk.Term, library: readonly desk.Term[]): dossier.AdditionalTerm[] {
  const values = Object.fromEntries(term.parameters.map(({ name, default: number }) => [name, String(number)]));
  const added: dossier.AdditionalTerm = { id: newID('term'), term: term.id, ...(term.parameters.length > 0 ? { values } : {}) };
  const order = library.map((one) => one.id);
  return terms.toSpliced(place(terms, term.id, order), 0, added);
}

/** The prepared term without which approval for each sub-processor is not agreed. */
export const authorisation = 'specific-authorisation';
