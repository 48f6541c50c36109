import { describe, expect, it } from 'vitest';
import { tableIn } from './htmltable';

describe('a table from a word processor', () => {
  it('has several lines in a cell', () => {
    const html = `<html><body><!--StartFragment--><table><tr><td><p>Naam</p></td><td>Landen</td></tr>
      <tr><td><p class=MsoNormal>Kade
        Hosting</p></td><td><p>Nederland</p><p>VS</p></td></tr></table><!--EndFragment--></body></html>`;
    expect(tableIn(html)).toEqual([['Naam', 'Landen'], ['Kade Hosting', 'Nederland\nVS']]);
  });

  it('has cells that are merged: over rows each of them has it, over columns the first', () => {
    const html = '<table><tr><th colspan=2>Leverancier</th><th>Land</th></tr><tr><td rowspan=2>A</td><td>Mail</td><td>NL</td></tr><tr><td>Web</td><td>DE<br>BE</td></tr></table>';
    expect(tableIn(html)).toEqual([
      ['Leverancier', '', 'Land'],
      ['A', 'Mail', 'NL'],
      ['A', 'Web', 'DE\nBE'],
    ]);
  });

  it('is left to the plain text when that says as much', () => {
    expect(tableIn('<table><tr><td>A</td><td>NL</td></tr></table>')).toBeUndefined();
    expect(tableIn('<p>A</p>')).toBeUndefined();
    expect(tableIn('')).toBeUndefined();
  });

  it('runs nothing, and has no more cells than a page can have', () => {
    expect(tableIn('<table><tr><td colspan=99999999>A<script>throw 1</script></td></tr></table>')?.[0]).toHaveLength(256);
  });
});
