const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** An id that nothing had before: a word, and eight letters and digits by chance. */
export function newID(word: string): string {
  return `${word}-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => letters[byte % 32]).join('')}`;
}
