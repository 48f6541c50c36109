import { describe, expect, it } from 'vitest';
import cases from '../../../app/incident/testdata/together.json';
import { together } from './together';

describe('two windows', () => {
  const base = { id: 'b', title: 'x', when: { kind: '' }, affected: [{ client: 'a', note: '' }] };

  it('that changed different members both have their way', () => {
    const mine = { ...base, title: 'y', affected: [{ client: 'a', note: 'hier' }] };
    const theirs = { ...base, when: { kind: 'moment' }, affected: [{ client: 'a', note: '' }, { client: 'c', note: '' }] };
    expect(together(base, mine, theirs)).toEqual({
      value: { id: 'b', title: 'y', when: { kind: 'moment' }, affected: [{ client: 'a', note: 'hier' }, { client: 'c', note: '' }] },
      both: [],
    });
  });

  it('that changed the same one keep what is here, and say which it is', () => {
    expect(together(base, { ...base, title: 'y' }, { ...base, title: 'z' })).toEqual({ value: { ...base, title: 'y' }, both: ['title'] });
  });

  it('of which one took a row away lose that row', () => {
    expect(together(base, { ...base, affected: [] }, { ...base, title: 'z' }).value).toEqual({ ...base, title: 'z', affected: [] });
  });

  // The engine is held to the same: app/incident, TestTogether.
  it.each(cases)('$name', ({ base, ours, theirs, value, both }) => {
    const found = together(base, ours, theirs);
    expect(found.value).toEqual(value);
    expect(found.both.length > 0).toBe(both);
  });
});
