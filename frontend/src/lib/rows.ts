/** Rows of cells as spreadsheets put them on the clipboard: tabs between cells, quotes around a cell with a line break in it. */

/** A cell in quotes, up to its end. One that only begins with a quote, as in "De Linde" B.V., is not: that has no others around it. */
const wrapped = /"(?:[^"]|"")*"(?=\r?\n|\t|$)/y;

function isWrapped(text: string, at: number): boolean {
  wrapped.lastIndex = at;
  return wrapped.test(text);
}

/** Reads rows. The last line break ends the last row and begins none. */
export function parseRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell.trim());
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
    } else if (c === '"' && cell === '' && isWrapped(text, i)) quoted = true;
    else if (c === '\t') endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows.filter((cells) => cells.some((value) => value !== ''));
}

/** Writes rows as {@link parseRows} reads them. */
export function formatRows(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(quote).join('\t')).join('\n');
}

/**
 * Which column each cell of a row stands for, when the row is a heading; undefined when it is not. Names may differ in capitals, and
 * half of them must be known.
 */
export function heading(row: readonly string[], columns: readonly { id: string; label: string; also?: readonly string[] }[]): (string | undefined)[] | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const found = row.map((cell) => columns.find((c) => [c.label, c.id, ...(c.also ?? [])].some((name) => plain(name) === plain(cell)))?.id);
  return found.filter((id) => id !== undefined).length * 2 > row.length ? found : undefined;
}
