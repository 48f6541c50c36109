/* eslint-disable no-control-regex, no-misleading-character-class -- such characters are what is looked for */
/** Text as it comes from a word processor, a PDF or a web page, made into text that a document can print. */

/** What was found in a text and mended, in the order in which it is told. */
export const flaws = ['encoding', 'ligatures', 'hyphens', 'spaces', 'bullets', 'directions', 'signs'] as const;
export type Flaw = (typeof flaws)[number];

const ligatures: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st', ĳ: 'ij', Ĳ: 'IJ' };

/** Bullets of all kinds at the beginning of a line: the last are those of Word's own symbols. */
const bullet = /^[\t ]*(?:[•‣⁃◦▪▫●○■□➢➤✓✔\uF0A7\uF0B7\uF0D8\uF0FC]|[·o](?=[\t ]{2}|\t))[\t ]*/gmu;

/** The bytes 80 to 9F as Windows-1252 shows them; a byte that it has no sign for shows as it is. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/**
 * A letter of UTF-8 that was read as Windows-1252: Ã© for é, â€™ for ’. A quotation mark that ends a word in capitals is none.
 */
const misread = /[ÂÃ](?:[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘“•–—˜™š›œžŸ]|[’”»](?=\p{L}))|â[€‚][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/gu;

function reread(found: string): string {
  const bytes = Array.from(found, (sign) => (windows.includes(sign) ? 0x80 + windows.indexOf(sign) : sign.charCodeAt(0)));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return found;
  }
}

const steps: readonly [flaw: Flaw, find: RegExp, replace: string | ((found: string) => string)][] = [
  ['encoding', misread, reread],
  ['ligatures', /[ﬀﬁﬂﬃﬄﬅﬆĳĲ]/gu, (found) => ligatures[found] ?? found],
  ['hyphens', /\u00AD/gu, ''], // where a word may be cut, which is for the page to say
  ['hyphens', /[\u2010\u2011]/gu, '-'],
  ['directions', /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, ''],
  ['bullets', bullet, '- '],
  ['spaces', /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\t]/gu, ' '],
  ['signs', /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u200B-\u200D\u2060\uFE00-\uFE0F\uFEFF\uFFFC]/gu, ''],
];

/** Cleans a text, and tells what there was to clean. In one line there are no breaks, which become spaces. */
export function clean(text: string, lines: boolean): { text: string; flaws: Flaw[] } {
  const found = new Set<Flaw>();
  let next = text.replaceAll(/\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g, '\n');
  for (const [flaw, find, replace] of steps) {
    const before = next;
    next = typeof replace === 'string' ? next.replaceAll(find, replace) : next.replaceAll(find, replace);
    if (next !== before) found.add(flaw);
  }
  // What has its accents apart, what stands twice and what hangs over is mended without a word.
  next = next.normalize('NFC').replaceAll(/ {2,}/g, ' ').replaceAll(/ +$/gm, '').replaceAll(/\n{3,}/g, '\n\n');
  if (!lines) next = next.trim().replaceAll(/^- /gm, '').replaceAll(/\s*\n\s*/g, ' ');
  return { text: next.replaceAll(/^\n+|\n+$/g, ''), flaws: flaws.filter((flaw) => found.has(flaw)) };
}
