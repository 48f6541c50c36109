import { expect, test } from 'vitest';
import { aside, placed, without } from './aside';

test('a finding is set aside by who did that last, and found again by its place', () => {
  const first = aside(undefined, { finding: 'S-18', value: '2026-1' }, '2026-11-28');
  expect(first).toMatchObject([{ finding: 'S-18', value: '2026-1', by: '', function: '', reason: '', day: '2026-11-28' }]);
  expect(first[0]).not.toHaveProperty('path');
  const signed = first.map((one) => ({ ...one, by: 'J. Jansen', function: 'jurist', reason: 'zie C-18' }));
  const both = aside(signed, { finding: 'term-free', path: '/additionalTerms/a/text', value: 'x' }, '2026-11-29');
  expect(both[1]).toMatchObject({ by: 'J. Jansen', function: 'jurist', reason: '', path: '/additionalTerms/a/text' });
  expect(placed(both, { finding: 'term-free', path: '/additionalTerms/a/text', value: 'y' })).toBe(1);
  expect(placed(both, { finding: 'term-free', path: '/additionalTerms/b/text', value: 'x' })).toBe(-1);
  expect(placed(undefined, { finding: 'S-18', value: '' })).toBe(-1);
  expect(without(both, 0)).toEqual([both[1]]);
  expect(without(signed, 0)).toBeUndefined();
});
