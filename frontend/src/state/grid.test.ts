import { beforeEach, describe, expect, it } from 'vitest';
import type { desk, dossier } from '../engine';
import { TestEngine } from '../testing/engine';
import { columns, idOf, shown } from './columns';
import { Editor } from './editor.svelte';
import { Grid } from './grid.svelte';
import { ofClient } from './list';

const catalogue = {
  language: 'nl',
  countries: [
    { code: 'NL', name: 'Nederland', eea: true },
    { code: 'US', name: 'Verenigde Staten', eea: false },
    { code: 'CG', name: 'Congo (Brazzaville, republiek)', eea: false },
  ],
  statuses: [{ id: 'active', label: 'actief' }],
  registrationKinds: [{ id: 'kvk', label: 'KvK' }],
} as desk.Catalogue;

let editor: Editor;
let grid: Grid;

beforeEach(() => {
  const engine = new TestEngine();
  editor = new Editor(engine.methods(), (key) => key.replace('app.label.', ''), engine.open(), true);
  editor.dossier.processing.services = [{ id: 'hosting', role: 'processor', purpose: '', nature: '' }];
  grid = new Grid(ofClient(editor), columns(catalogue), shown.client);
});

const names = () => editor.dossier.subprocessors.map((row) => row.name);

describe('the table', () => {
  it('makes a row of what is typed below the last, for all services of the client', () => {
    grid.edit('V');
    grid.draft = 'Voorbeeld B.V.';
    grid.go(1, 0);
    expect(names()).toEqual(['Voorbeeld B.V.']);
    expect(editor.dossier.subprocessors[0]?.services).toEqual(['hosting']);
  });

  it('leaves a cell as it was when typing is given up', () => {
    grid.paste('Voorbeeld');
    grid.go(0, 0);
    grid.edit('x');
    grid.cancel();
    expect(names()).toEqual(['Voorbeeld']);
  });

  it('stays at its row when another window puts one before it or takes it away', () => {
    grid.paste('A\nB');
    grid.go(1, 0);
    editor.dossier.subprocessors.shift();
    expect([grid.row, grid.text(grid.row, 0)]).toEqual([0, 'B']);
    editor.dossier.subprocessors.pop();
    expect(grid.row).toBe(0);
    grid.paste('C');
    grid.go(1, 0);
    editor.dossier.subprocessors.push({ ...(editor.dossier.subprocessors[0] as dossier.Subprocessor), id: 'd' });
    expect(grid.row).toBe(2);
  });

  it('pastes from the cell one is at', () => {
    grid.paste('A\tHosting\nB\tMail');
    grid.go(1, 1);
    grid.paste('Post\tNederland\nChat\tnl');
    expect(editor.dossier.subprocessors.map((row) => [row.name, row.service, row.address.country])).toEqual([
      ['A', 'Hosting', ''],
      ['B', 'Post', 'NL'],
      ['', 'Chat', 'NL'],
    ]);
  });

  it('adds rows that have a heading, in the order of that heading', () => {
    grid.paste('A');
    grid.go(0, 0);
    expect(grid.paste('since\tname\n31-12-2025\tB')).toBe(1);
    expect(names()).toEqual(['A', 'B']);
    expect(editor.dossier.subprocessors[1]?.since).toBe('2025-12-31');
  });

  it('knows the headings that others use', () => {
    expect(grid.paste('Leverancier\tToepassing\tVestigingsland\tKvK-nummer\tStad\nA\tMail\tUSA\t12345678\tBoston')).toBe(1);
    expect(editor.dossier.subprocessors.map((row) => [row.name, row.service, row.address.country, row.address.city])).toEqual([['A', 'Mail', 'US', 'Boston']]);
    expect(editor.dossier.subprocessors[0]?.registration).toEqual({ kind: 'kvk', number: '12345678', country: 'NL' });
  });

  it('asks what a column is that it does not know, and tells what was not taken', () => {
    expect(grid.paste('Leverancier\tPrijs\tWaar\nA\t12\tVS')).toBe(0);
    expect(names()).toEqual([]);
    expect(grid.asked?.fields).toEqual(['name', undefined, undefined]);
    if (grid.asked) grid.asked.fields[2] = 'country';
    expect(grid.answer()).toBe(1);
    expect(editor.dossier.subprocessors.map((row) => [row.name, row.address.country])).toEqual([['A', 'US']]);
    expect(grid.ignored).toEqual(['Prijs']);
  });

  it('asks what cells are that stand beyond the last column', () => {
    grid.go(0, 4);
    expect(grid.paste('1-2-2026\tactief\tBoston')).toBe(0);
    expect(grid.asked).toMatchObject({ headed: false, fields: ['since', 'status', undefined] });
    grid.answer();
    expect(editor.dossier.subprocessors[0]).toMatchObject({ since: '2026-02-01', status: 'active' });
    expect(grid.ignored).toHaveLength(1);
  });

  it('finds the heading below a title, and takes no sum for a company', () => {
    expect(grid.paste('Leveranciers 2026\t\nNaam*\tLand ¹\nA\tNL\nB\t#N/B\nTotaal\t2')).toBe(2);
    expect(editor.dossier.subprocessors.map((row) => [row.name, row.address.country])).toEqual([['A', 'NL'], ['B', '']]);
    expect(grid.left).toEqual(['Leveranciers 2026', '#N/B', 'Totaal 2']);
  });

  it('asks about a heading in other words, and about a name that stands twice', () => {
    expect(grid.paste('Naam lev.\tOmschr.\tLnd\nA\tMail\tNL')).toBe(0);
    expect(grid.asked).toMatchObject({ headed: true, fields: ['name', 'service', undefined] });
    expect(grid.paste('Naam\tLand\tLand\nA\tNL\tUS')).toBe(0);
    expect(grid.asked?.fields).toEqual(['name', 'country', undefined]);
  });

  it('asks about a column that has no heading and holds something', () => {
    expect(grid.paste('Naam\t\tLand\nA\tMail\tNL')).toBe(0);
    expect(grid.asked?.fields).toEqual(['name', undefined, 'country']);
    grid.asked = undefined;
    expect(grid.paste('Naam\t\tLand\t\nA\t\tNL\t')).toBe(1);
  });

  it('has a column take nothing away from another', () => {
    grid.paste('Naam\tKvK-nummer\tRegistratienummer\nA\t12345678\t\nB\t\tHRB 1');
    expect(editor.dossier.subprocessors.map((row) => row.registration)).toEqual([
      { kind: 'kvk', number: '12345678', country: 'NL' },
      { kind: 'hrb', number: 'HRB 1', country: 'DE' },
    ]);
  });

  it('reads days in the American order where one proves it, and says so', () => {
    grid.paste('Naam\tSinds\nA\t12/31/2025\nB\t03/04/2026');
    expect(editor.dossier.subprocessors.map((row) => row.since)).toEqual(['2025-12-31', '2026-03-04']);
    expect(grid.turned).toEqual(['since']);
    grid.paste('Naam\tSinds\nC\t03/04/2026');
    expect(editor.dossier.subprocessors[2]?.since).toBe('2026-04-03');
    expect(grid.turned).toEqual([]);
  });

  it('reads several countries in a cell, also below each other', () => {
    grid.paste('Naam\tVerwerkingslocaties\nA\t"Nederland\nVS"\nB\tNederland en de VS');
    expect(editor.dossier.subprocessors.map((row) => row.locations)).toEqual([['NL', 'US'], ['NL', 'US']]);
  });

  it('knows registers and states as others call them', () => {
    grid.paste('Naam\tSoort register\tRegistratienummer\tStatus\nA\tKamer van Koophandel\t12345678\tIn gebruik\nB\t\tKvK 12345678\tactief\nC\t\t12345\tja');
    expect(editor.dossier.subprocessors.map(({ registration, status }) => [registration.kind, registration.number, registration.country, status])).toEqual([
      ['kvk', '12345678', '', 'active'],
      ['kvk', 'KvK 12345678', 'NL', 'active'],
      ['', '12345', '', 'ja'], // the engine tells of it
    ]);
  });

  it('takes an address apart that stands in one cell, or in two', () => {
    grid.paste('Naam\tAdres\nA\t"Serverkade 8\n9711 AB Groningen"\nB\tServerkade 8, 9711ab Groningen');
    grid.paste('Naam\tStraat\tPostcode en plaats\nC\tServerkade 8\t9711 AB Groningen\nD\t1 Main Street\tBoston 02108');
    expect(editor.dossier.subprocessors.map(({ address }) => [address.street, address.postcode, address.city])).toEqual([
      ['Serverkade 8', '9711 AB', 'Groningen'],
      ['Serverkade 8', '9711 AB', 'Groningen'],
      ['Serverkade 8', '9711 AB', 'Groningen'],
      ['1 Main Street', 'Boston 02108', ''],
    ]);
  });

  it('knows a company that is spelled otherwise, and loses none that stands there twice', () => {
    grid.paste('Naam\tDienst\nExample Ireland Operations Limited\tMail\nVoorbeeld B.V.\tWeb');
    grid.paste('Naam\tDienst\nExample Ireland Operations Ltd.\tPost\nVoorbeeld BV\tWeb\nVoorbeeld N.V.\tWeb\nNieuw\tA\nNieuw\tB');
    expect(editor.dossier.subprocessors.map((row) => [row.name, row.service])).toEqual([
      ['Example Ireland Operations Ltd.', 'Post'],
      ['Voorbeeld BV', 'Web'],
      ['Voorbeeld N.V.', 'Web'],
      ['Nieuw', 'A'],
      ['Nieuw', 'B'],
    ]);
    expect(grid.pasted).toEqual({ added: 3, updated: 2 });
  });

  it('cleans what it takes', () => {
    grid.paste('\u200EKade\u00AD Hosting\tﬁles');
    expect(editor.dossier.subprocessors.map((row) => [row.name, row.service])).toEqual([['Kade Hosting', 'files']]);
    expect(grid.cleaned).toEqual(['ligatures', 'hyphens', 'directions']);
  });

  it('has one line in a cell', () => {
    grid.paste('"Kade\r\n Hosting"\tx');
    expect(names()).toEqual(['Kade Hosting']);
  });

  it('begins at the row one comes from', () => {
    grid.paste('A\nB\nC');
    editor.focused = '/subprocessors/1/locations';
    expect(new Grid(ofClient(editor), grid.fields, shown.client).row).toBe(1);
    editor.focused = '/subprocessors/7';
    expect(new Grid(ofClient(editor), grid.fields, shown.client).row).toBe(2);
  });

  it('writes back what it shows', () => {
    grid.write(0, 4, '01-02-2026');
    expect(grid.text(0, 4)).toBe('1-2-2026');
    grid.write(0, 3, 'Nederland; Congo (Brazzaville, republiek)');
    expect(editor.dossier.subprocessors[0]?.locations).toEqual(['NL', 'CG']);
    for (const [index] of grid.columns.entries()) grid.write(0, index, grid.text(0, index));
    expect(editor.dossier.subprocessors[0]?.since).toBe('2026-02-01');
    expect(editor.dossier.subprocessors[0]?.locations).toEqual(['NL', 'CG']);
  });

  it('moves, copies and takes away the row one is at', () => {
    grid.paste('A\nB\nC');
    grid.go(0, 0);
    grid.move(1);
    expect(names()).toEqual(['B', 'A', 'C']);
    grid.duplicate();
    expect(names()).toEqual(['B', 'A', 'A', 'C']);
    expect(new Set(editor.dossier.subprocessors.map((row) => row.id)).size).toBe(4);
    grid.remove();
    expect(names()).toEqual(['B', 'A', 'C']);
  });
});

describe('what a cell stands for', () => {
  it('is known by id and by label, in capitals or not', () => {
    expect(['NL', 'nl', ' nederland '].map((text) => idOf([{ id: 'NL', label: 'Nederland' }], text))).toEqual(['NL', 'NL', 'NL']);
  });
  it('stays what it is when it stands for nothing', () => {
    expect(idOf([], 'Atlantis')).toBe('Atlantis');
  });
  it('is a country as people write it', () => {
    grid.write(0, 2, 'V.S.');
    expect(editor.dossier.subprocessors[0]?.address.country).toBe('US');
    for (const name of ['VS', 'USA', 'United States', 'Vereinigte Staaten', 'États-Unis']) {
      grid.write(0, 2, name);
      expect(editor.dossier.subprocessors[0]?.address.country, name).toBe('US');
    }
  });
});
