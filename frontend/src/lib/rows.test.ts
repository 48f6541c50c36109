import { describe, expect, it } from 'vitest';
import { delimiterOf, formatRows, guarded, named, parseRows } from './rows';

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

  it('reads a file by what stands between its cells', () => {
    const text = 'Naam;Adres\n"Hosting; B.V.";"Kade 8, Utrecht"\n';
    expect(delimiterOf(text)).toBe(';');
    expect(parseRows(text, ';')).toEqual([['Naam', 'Adres'], ['Hosting; B.V.', 'Kade 8, Utrecht']]);
    expect(['a,b,c', 'a\tb;c\td', 'a'].map(delimiterOf)).toEqual([',', '\t', '\t']);
  });

  it('reads what it writes', () => {
    const rows = [['a "b"', 'c\td', 'e\nf'], ['', 'g', '"'], ['=1+1', '@SUM(A1)', '+31 10 123 45 67'], ["'s-Gravenhage", '-2+3+cmd|x', '=A1']];
    expect(parseRows(formatRows(rows))).toEqual(rows);
  });
});

describe('a cell that goes to a spreadsheet program', () => {
  it.each(['=1+1', ' =1+1', '@SUM(A1)', '+cmd|x', '-2+3', '＝1', '|x', '%x'])('is no formula: %s', (cell) => {
    expect(guarded(cell)).toBe(`'${cell}`);
  });
  it.each(['De Linde', '+31 10 123 45 67', '-', "'s-Gravenhage", '010-1234567', 'a=b', ''])('stays as it is: %s', (cell) => {
    expect(guarded(cell)).toBe(cell);
  });
});

describe('a heading', () => {
  const columns = [{ id: 'name', label: 'Naam' }, { id: 'since', label: 'In gebruik sinds' }];

  it('is known by its labels, in any order and capitals', () => {
    expect(named(['in gebruik sinds', 'NAAM'], columns)).toEqual(['since', 'name']);
  });
  it('may have a column too many', () => {
    expect(named(['Naam', 'Opmerking', 'In gebruik sinds'], columns)).toEqual(['name', undefined, 'since']);
  });
  it('is not a row of values', () => {
    expect(named(['Voorbeeld B.V.', '2026-01-01'], columns)).toEqual([undefined, undefined]);
  });
});
