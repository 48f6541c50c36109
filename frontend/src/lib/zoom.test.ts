import { beforeEach, expect, it } from 'vitest';
import { restoreZoom, zoom } from './zoom';

beforeEach(() => {
  localStorage.clear();
  restoreZoom();
});

it('goes by steps, to an end, and back to its own size', () => {
  expect([zoom('larger'), zoom('larger'), zoom('smaller'), zoom('actual'), zoom('smaller')]).toEqual([110, 125, 110, 100, 90]);
  expect(document.documentElement.style.fontSize).toBe('14.4px');
  for (let i = 0; i < 20; i++) zoom('larger');
  expect(zoom('larger')).toBe(200);
});

it('is as it was when the window is opened again', () => {
  zoom('larger');
  document.documentElement.style.fontSize = '';
  restoreZoom();
  expect(document.documentElement.style.fontSize).toBe('17.6px');
});
