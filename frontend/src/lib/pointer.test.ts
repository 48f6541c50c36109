import { describe, expect, it } from 'vitest';
import { difference, get, parts, set, within } from './pointer';

describe('pointers', () => {
  it('escape their two signs', () => {
    expect(parts('/a~1b/m~0n')).toEqual(['a/b', 'm~n']);
  });
  it('find nothing where nothing is', () => {
    expect(get({ a: [{ b: 1 }] }, '/a/0/b')).toBe(1);
    expect(get({ a: null }, '/a/b/c')).toBeUndefined();
  });
  it('make the way to a value', () => {
    const root = {};
    set(root, '/registration/kind', 'kvk');
    expect(root).toEqual({ registration: { kind: 'kvk' } });
  });
  it('take a member away', () => {
    const root = { dpo: { name: 'x' }, kvk: '1' };
    set(root, '/dpo', undefined);
    expect(root).toEqual({ kvk: '1' });
  });
  it('are within a place and not within one of a longer name', () => {
    expect(within('/a/b', '/a')).toBe(true);
    expect(within('/ab', '/a')).toBe(false);
  });
});

describe('the first difference', () => {
  it('is none between equals', () => {
    expect(difference({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBeUndefined();
  });
  it('is the deepest place that changed', () => {
    expect(difference({ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } })).toBe('/a/c');
  });
  it('is the row that came or went', () => {
    expect(difference([{ n: 1 }, { n: 3 }], [{ n: 1 }, { n: 2 }, { n: 3 }])).toBe('/1');
  });
});
