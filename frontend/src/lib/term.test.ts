import { expect, test } from 'vitest';
import { place, worded } from './term';

test('numbers stand in their places, and a name stays where there is none', () => {
  expect(worded(['Binnen {hours} uur.', 'Na {days} dagen {zo}.'], { hours: '24', days: '' })).toEqual(['Binnen 24 uur.', 'Na {days} dagen {zo}.']);
});

test('prepared terms stand in the order of the library, before words of one’s own', () => {
  const order = ['a', 'b', 'c'];
  const terms = [{ id: '1', term: 'a' }, { id: '2', term: 'c' }, { id: '3', title: 'eigen' }];
  expect(place(terms, 'b', order)).toBe(1);
  expect(place([{ id: '3', title: 'eigen' }], 'b', order)).toBe(0);
  expect(place([{ id: '1', term: 'a' }], 'b', order)).toBe(1);
});
