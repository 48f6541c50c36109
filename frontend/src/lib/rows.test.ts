import { describe, expect, it } from 'vitest';
import { delimiterOf, formatRows, guarded, guessed, isAmerican, isFailure, isTotal, named, parseRows, textOf, turned } from './rows';

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

  it('reads a file that Excel was told of, and one with a title above', () => {
    expect(delimiterOf('sep=;\r\nNaam;Land')).toBe(';');
    expect(parseRows('sep=;\r\nNaam;Land\r\nA;NL', ';')).toEqual([['Naam', 'Land'], ['A', 'NL']]);
    expect(delimiterOf('Leveranciers 2026\nNaam;Land;Dienst\nA;NL;x')).toBe(';');
  });

  it('reads the letters that a program wrote', () => {
    const said = 'Café;België';
    const wide = Uint8Array.from([0xff, 0xfe, ...Array.from(said, (c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]).flat()]);
    const narrow = Uint8Array.from(Array.from(said, (c) => c.charCodeAt(0)));
    for (const bytes of [new TextEncoder().encode(said), new TextEncoder().encode(`\uFEFF${said}`), wide, narrow]) expect(textOf(bytes)).toBe(said);
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

describe('a heading of somebody else', () => {
  const columns = [{ id: 'name', label: 'Naam' }, { id: 'service', label: 'Dienst', also: ['Omschrijving'] }, { id: 'country', label: 'Land' }, { id: 'locations', label: 'Landen', also: ['Land van verwerking'] }];

  it('may point to a note', () => {
    expect(named(['Naam*', 'Land ¹', 'Dienst²', 'Landen (2)'], columns)).toEqual(['name', 'country', 'service', 'locations']);
  });
  it('is not taken twice', () => {
    expect(named(['Naam', 'Land', 'Land'], columns)).toEqual(['name', 'country', undefined]);
  });
  it('is guessed from a part of it, or from a word that is shortened', () => {
    expect(guessed(['Naam lev.', 'Omschr.', 'Land van de verwerking', 'Land van verwerking', 'Prijs'], columns)).toEqual(['name', 'service', 'country', 'locations', undefined]);
    expect(guessed(['Voorbeeld B.V.', 'E-mail', 'VS'], columns)).toEqual([undefined, undefined, undefined]);
  });
});

describe('what is no company', () => {
  it('is a sum', () => {
    expect([['Totaal', '2'], ['', 'Subtotaal'], ['Total'], ['Aantal: 3'], ['Totaalbeheer B.V.'], ['Voorbeeld']].map(isTotal)).toEqual([true, true, true, true, false, false]);
  });
  it('is a formula that failed', () => {
    expect(['#REF!', '#N/B', '#N/A', '#####', '#1', 'C#'].map(isFailure)).toEqual([true, true, true, true, false, false]);
  });
});

describe('days in the American order', () => {
  it('are known by one that can be nothing else', () => {
    expect(isAmerican(['12/31/2025', '03/04/2026', ''])).toBe(true);
    expect(isAmerican(['03/04/2026'])).toBe(false);
    expect(isAmerican(['12/31/2025', '31/12/2025'])).toBe(false);
    expect(turned('03/04/2026')).toBe('04-03-2026');
  });
});
