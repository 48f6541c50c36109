import { describe, expect, it } from 'vitest';
import { formatRows, heading, parseRows } from './rows';

describe('rows from a spreadsheet', () => {
  const cases: [name: string, text: string, rows: string[][]][] = [
    ['one cell', 'Voorbeeld', [['Voorbeeld']]],
    ['cells and rows', 'a\tb\r\nc\td\r\n', [['a', 'b'], ['c', 'd']]],
    ['an empty cell', 'a\t\tc', [['a', '', 'c']]],
    ['a line break in a cell', '"Kade 8\n9711 AB"\tNL', [['Kade 8\n9711 AB', 'NL']]],
    ['quotes in a cell', '"de ""Linde"""\tx', [['de "Linde"', 'x']]],
    ['a quote within a word', "5\" pijp\tx", [['5" pijp', 'x']]],
    ['a quote before a word', '"De Linde" B.V.\tx\n"y\tz', [['"De Linde" B.V.', 'x'], ['"y', 'z']]],
    ['no rows of nothing', 'a\n\t\n\nb\n', [['a'], ['b']]],
    ['nothing', '', []],
  ];
  it.each(cases)('%s', (_, text, rows) => {
    expect(parseRows(text)).toEqual(rows);
  });

  it('reads what it writes', () => {
    const rows = [['a "b"', 'c\td', 'e\nf'], ['', 'g', '"']];
    expect(parseRows(formatRows(rows))).toEqual(rows);
  });
});

describe('a heading', () => {
  const columns = [{ id: 'name', label: 'Naam' }, { id: 'since', label: 'In gebruik sinds' }];

  it('is known by its labels, in any order and capitals', () => {
    expect(heading(['in gebruik sinds', 'NAAM'], columns)).toEqual(['since', 'name']);
  });
  it('may have a column too many', () => {
    expect(heading(['Naam', 'Opmerking', 'In gebruik sinds'], columns)).toEqual(['name', undefined, 'since']);
  });
  it('is not a row of values', () => {
    expect(heading(['Voorbeeld B.V.', '2026-01-01'], columns)).toBeUndefined();
  });
});
