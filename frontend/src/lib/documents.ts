import type { desk } from '../engine';

/** The copy of a document that was signed after it, with all that it has and more; of several the newest. */
export function later(document: desk.Document, all: readonly desk.Document[]): desk.Document | undefined {
  return all.find(
    (other) =>
      other.document === document.document &&
      other.about === document.about &&
      other.language === document.language &&
      other.made === document.made &&
      other.signatures.length > document.signatures.length,
  );
}
