/** Rows of cells as spreadsheets put them on the clipboard, tabs between cells, or in a file: quotes around a cell with a line break in it. */

/** A cell in quotes, up to its end. One that only begins with a quote, as in "De Linde" B.V., is not: that has no others around it. */
function isWrapped(text: string, at: number, delimiter: string): boolean {
  const wrapped = new RegExp(`"(?:[^"]|"")*"(?=\\r?\\n|${delimiter}|$)`, 'y');
  wrapped.lastIndex = at;
  return wrapped.test(text);
}

/** What stands between the cells of a file: what its first line has most of. */
export function delimiterOf(text: string): string {
  const line = /^.*/.exec(text)?.[0] ?? '';
  const count = (of: string) => line.split(of).length;
  return ['\t', ';', ','].reduce((best, of) => (count(of) > count(best) ? of : best));
}

/** Reads rows. The last line break ends the last row and begins none. */
export function parseRows(text: string, delimiter = '\t'): string[][] {
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

/** Which field each cell of a row names, if any. Names may differ in capitals and signs. */
export function named(row: readonly string[], fields: readonly { id: string; label: string; also?: readonly string[] }[]): (string | undefined)[] {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return row.map((cell) => fields.find((field) => [field.label, field.id, ...(field.also ?? [])].some((name) => plain(name) === plain(cell)))?.id);
}
