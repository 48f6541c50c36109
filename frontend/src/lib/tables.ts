/**
 * Has every cell of a table say what stands above it, and every table how many columns it has, so that where there is no room for them beside each
 * other its rows can be set as lists. That takes a table away from who hears it in some browsers, so it says that it is one.
 */
export function labelled(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const table of page.querySelectorAll('table')) {
    const heads = [...table.querySelectorAll('thead tr:first-child > *')].map((cell) => cell.textContent.trim());
    if (heads.length < 3) continue;
    table.className = heads.length > 3 ? 'wide' : 'middling';
    table.setAttribute('role', 'table');
    for (const row of table.querySelectorAll('tr')) {
      row.setAttribute('role', 'row');
      const head = row.parentElement?.tagName === 'THEAD';
      for (const [i, cell] of [...row.children].entries()) {
        cell.setAttribute('role', cell.tagName === 'TD' ? 'cell' : head ? 'columnheader' : 'rowheader');
        if (!head && cell.tagName === 'TD' && heads[i]) cell.setAttribute('data-head', heads[i]);
      }
    }
  }
  return page.body.innerHTML;
}
