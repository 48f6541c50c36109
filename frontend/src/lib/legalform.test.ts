import { expect, test } from 'vitest';
import { legalFormOf } from './legalform';

test.each([
  ['Zorggroep De Linde B.V.', 'bv'],
  ['bv Bakkerij', 'bv'],
  ['Hosting BV', 'bv'],
  ['B.V. in oprichting', 'bv'],
  ['Akkerbouw N.V.', 'nv'],
  ['Stichting Openbaar Onderwijs', 'foundation'],
  ['Coöperatie De Korenaar U.A.', 'cooperative'],
  ['Vereniging Eigenaars', 'association'],
  ['Gemeente Rotterdam', 'public-body'],
  ['Protestantse Gemeente te Delft', 'religious-body'],
  ['V.O.F. Bakker', 'general-partnership'],
  ['Bakker C.V.', 'limited-partnership'],
  ['Maatschap Tandartsen', 'professional-partnership'],
  ['Beispiel GmbH', 'foreign'],
  ['Bakkerij Smit', undefined],
  ['Bvba-achtig', undefined],
  ['Gemeentelijk Vervoer', undefined],
])('%s', (name, form) => {
  expect(legalFormOf(name)).toBe(form);
});
