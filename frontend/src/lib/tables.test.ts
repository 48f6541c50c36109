import { expect, it } from 'vitest';
import { labelled } from './tables';

it('has each cell say what stands above it', () => {
  const html = labelled('<table><thead><tr><td></td><th>Verwerker</th><th>Klant</th></tr></thead><tbody><tr><th>Adres</th><td>Gouda</td><td>Utrecht</td></tr></tbody></table><p lang="en">a</p>');
  const page = document.createElement('div');
  page.innerHTML = html;
  expect([...page.querySelectorAll('td')].map((cell) => `${cell.dataset['head']}: ${cell.textContent}`)).toEqual(['undefined: ', 'Verwerker: Gouda', 'Klant: Utrecht']);
  expect([...page.querySelectorAll('[role]')].map((one) => one.getAttribute('role')).join(' ')).toBe('table row cell columnheader columnheader row rowheader cell cell');
  expect(page.querySelector('table')?.className).toBe('middling');
  expect(page.querySelector('p')?.lang).toBe('en');
});

it('leaves a table as it is that has room everywhere', () => {
  const html = '<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>';
  expect(labelled(html)).toBe(html);
});
