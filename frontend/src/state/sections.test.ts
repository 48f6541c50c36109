import { expect, it } from 'vitest';
import { sectionOf, views } from './sections';

const sources = import.meta.glob<string>('../views/sections/*.svelte', { query: '?raw', import: 'default', eager: true });

/** The places of the fields of a component, and of those that it is made of. */
function places(name: string): string[] {
  const source = sources[`../views/sections/${name}.svelte`] ?? '';
  const own = [...source.matchAll(/\bpath="(\/[A-Za-z/]+)/g)].map(([, path = '']) => path.replace(/\/$/, ''));
  const parts = [...source.matchAll(/from '\.\/(\w+)\.svelte'/g)].flatMap(([, part = '']) => places(part));
  return [...own, ...parts];
}

it.each(views)('the part %s asks what leads to it', (section) => {
  const name = section.charAt(0).toUpperCase() + section.slice(1);
  if (section !== 'review') expect(places(name)).not.toEqual([]); // the review is made of the dossier, and asks nothing
  expect(places(name).filter((path) => sectionOf(path) !== section)).toEqual([]);
});
