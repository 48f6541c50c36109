/** Rows of cells as spreadsheets put them on the clipboard, tabs between cells, or in a file: quotes around a cell with a line break in it. */

/** A cell in quotes, up to its end. One that only begins with a quote, as in "De Linde" B.V., is not: that has no others around it. */
function isWrapped(text: string, at: number, delimiter: string): boolean {
  const wrapped = new RegExp(`"(?:[^"]|"")*"(?=\\r?\\n|${delimiter}|$)`, 'y');
  wrapped.lastIndex = at;
  return wrapped.test(text);
}

/** The text of a file with rows, as programs write it: UTF-8, what Excel calls Unicode text (UTF-16), or the Windows-1252 of before. */
export function textOf(bytes: Uint8Array): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What a file says stands between its cells, for Excel. */
const separator = /^sep=(.)\r?\n/i;

/** What stands between the cells of a file: what a line at its begin has most of. The first may be a title alone. */
export function delimiterOf(text: string): string {
  const said = separator.exec(text)?.[1];
  if (said) return said;
  const lines = text.split('\n', 10);
  const count = (of: string) => Math.max(...lines.map((line) => line.split(of).length));
  return ['\t', ';', ','].reduce((best, of) => (count(of) > count(best) ? of : best));
}

/** Reads rows. The last line break ends the last row and begins none. */
export function parseRows(content: string, delimiter = '\t'): string[][] {
  const text = content.replace(separator, '');
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(bare(cell.trim()));
    cell = '';
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === c) {
        cell += c;
        i++; // two of them are one
      } else quoted = false;
    } else if (c === '"' && cell === '' && isWrapped(text, i, delimiter)) quoted = true;
    else if (c === delimiter) endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows.filter((cells) => cells.some((value) => value !== ''));
}

/**
 * What a spreadsheet program would take for a formula. A telephone number is none: a sum of numbers does no harm.
 */
const formula = /^[\s\u00a0]*(?:[=@|%＝＠]|[+\-＋－](?![\d\s().-]*$))/;

/** A cell as it may go to a spreadsheet program: an apostrophe says that it is text. */
export const guarded = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);

/** A cell as it was before it was {@link guarded}. */
const bare = (cell: string): string => (cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell);

/** Writes rows as {@link parseRows} reads them. */
export function formatRows(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map((cell) => quote(guarded(cell))).join('\t')).join('\n');
}

/** A field that a heading may name. */
export interface Named {
  id: string;
  label: string;
  also?: readonly string[];
}

/** A heading without what points to a note. */
const unmarked = (text: string) => text.replace(/[¹²³⁰-⁹*†‡§]|[([]\d+[)\]]|\d+\)/gu, ' ');
const letters = (text: string) => unmarked(text).toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const names = (field: Named) => [field.label, field.id, ...(field.also ?? [])];

/** Which field each cell of a row names, if any. Names may differ in capitals and signs. What is named twice is left open the second time. */
export function named(row: readonly string[], fields: readonly Named[]): (string | undefined)[] {
  return once(row.map((cell) => fields.find((field) => names(field).some((name) => letters(name) === letters(cell)))?.id));
}

/** {@link named}, and for what names none the field of which a name is a part of it, or shortened with a point: a guess, to be asked about. */
export function guessed(row: readonly string[], fields: readonly Named[]): (string | undefined)[] {
  const certain = named(row, fields);
  return once(certain.map((id, at) => id ?? nearest(row[at] ?? '', fields)));
}

const words = (text: string) => unmarked(text).toLowerCase().match(/[\p{L}\p{N}]+\.?/gu) ?? [];

/** The field that has the longest name within a text. */
function nearest(text: string, fields: readonly Named[]): string | undefined {
  const said = words(text);
  const means = (word: string, name: string) => word.replace('.', '') === name || (word.endsWith('.') && word.length > 3 && name.startsWith(word.slice(0, -1)));
  let best: { id: string; size: number } | undefined;
  for (const field of fields) {
    for (const name of names(field)) {
      const parts = words(name).map((part) => part.replace('.', ''));
      const found = parts.length > 0 && said.some((_, at) => parts.every((part, i) => means(said[at + i] ?? '', part)));
      if (found && name.length > (best?.size ?? 0)) best = { id: field.id, size: name.length };
    }
  }
  return best?.id;
}

const once = (ids: readonly (string | undefined)[]) => ids.map((id, at) => (id !== undefined && ids.indexOf(id) < at ? undefined : id));

/** Whether a row is a sum of those above it, as tables end with. */
export const isTotal = (row: readonly string[]): boolean => /^(?:sub|eind)?-?tota(?:al|l)\b|^aantal\b|^sum\b/i.test(row.find((cell) => cell !== '') ?? '');

/** Whether a cell says that its formula failed, in Dutch or English, or that it was too narrow for what it held. */
export const isFailure = (cell: string): boolean =>
  /^#(?:REF!|N\/A|N\/B|VALUE!|WAARDE!|VERW!|NAME\?|NAAM\?|DIV\/0!|DEEL\/0!|NUM!|GETAL!|NULL!|LEEG!|SPILL!|OVERLOPEN!)$|^#{3,}$/.test(cell);

/** Whether the days of a column have the month before the day: one of them can only be read so, and none the other way. */
export function isAmerican(column: readonly string[]): boolean {
  const days = column.flatMap((cell) => /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}$/.exec(cell) ?? []).filter((_, at) => at % 3 > 0).map(Number);
  const [first, second] = [days.filter((_, at) => at % 2 === 0), days.filter((_, at) => at % 2 === 1)];
  return second.some((n) => n > 12) && first.every((n) => n <= 12);
}

/** A day with the month first, with the day first. */
export const turned = (cell: string): string => cell.replace(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})$/, '$2-$1-$3');
