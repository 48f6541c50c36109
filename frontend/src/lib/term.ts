import type { dossier } from '../engine';

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
