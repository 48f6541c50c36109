/** Rows of a table that a word processor or a web page puts on the clipboard: there a cell may have several lines, or be merged with its neighbours. */

const blocks = new Set(['P', 'DIV', 'LI', 'BR', 'TR']);

/** What a person reads in a cell: a line for each paragraph. White space in the source is none. */
function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.nodeValue ?? '').replaceAll(/[ \t\r\n\f]+/g, ' ');
  if (node instanceof Element && ['STYLE', 'SCRIPT', 'TABLE'].includes(node.tagName)) return '';
  const inner = Array.from(node.childNodes, textOf).join('');
  return node instanceof Element && blocks.has(node.tagName) ? `\n${inner}\n` : inner;
}

/** Over how many columns or rows a cell goes, of those that there can be. */
const span = (cell: Element, name: string, most: number) => Math.min(most, Math.max(1, Number(cell.getAttribute(name)) || 1));

/**
 * The rows of the first table in an HTML text, when its cells say more than the plain text beside it: some are merged, or have several lines.
 * Otherwise there are none. What is merged over rows is in each of them, since each is about it.
 */
export function tableIn(html: string): string[][] | undefined {
  const table = html.includes('<t') || html.includes('<T') ? new DOMParser().parseFromString(html, 'text/html').querySelector('table') : null;
  if (!table) return undefined;
  const rows: string[][] = [];
  let more = false;
  const all = Array.from(table.querySelectorAll('tr')).filter((row) => row.closest('table') === table);
  for (const [r, row] of all.entries()) {
    const cells = (rows[r] ??= []);
    let c = 0;
    for (const cell of row.children) {
      while (cells[c] !== undefined) c++;
      const text = textOf(cell).trim().replaceAll(/\s*\n\s*/g, '\n');
      const [wide, high] = [span(cell, 'colspan', 256), span(cell, 'rowspan', all.length - r)];
      more ||= cell.hasAttribute('colspan') || cell.hasAttribute('rowspan') || text.includes('\n');
      for (let down = 0; down < high; down++) {
        const below = (rows[r + down] ??= []);
        for (let right = 0; right < wide; right++) below[c + right] = right === 0 ? text : '';
      }
      c += wide;
    }
  }
  const whole = rows.map((row) => Array.from(row, (cell: string | undefined) => cell ?? '')).filter((row) => row.some((cell) => cell !== ''));
  return more ? whole : undefined;
}
