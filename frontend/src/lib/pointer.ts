/** JSON Pointers (RFC 6901): how the engine, the form and the page name a place in the dossier. */

/** A value in JSON. */
export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/** The members and indexes that a pointer goes through. */
export function parts(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const escape = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** The value at a pointer; undefined when there is none. */
export function get(root: unknown, pointer: string): unknown {
  let value = root;
  for (const part of parts(pointer)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** Puts a value at a pointer, making the objects on the way that are not there. The value undefined takes the member away. */
export function set(root: object, pointer: string, value: unknown): void {
  const path = parts(pointer);
  const last = path.pop();
  if (last === undefined) throw new Error('the whole cannot be replaced');
  let target = root as Record<string, unknown>;
  for (const part of path) {
    const next = target[part];
    if (typeof next !== 'object' || next === null) target[part] = {};
    target = target[part] as Record<string, unknown>;
  }
  if (value === undefined && !Array.isArray(target)) Reflect.deleteProperty(target, last);
  else target[last] = value;
}

/** Whether a place is the one pointed at, or lies within it. */
export function within(path: string, pointer: string): boolean {
  return path === pointer || path.startsWith(pointer + '/');
}

/** Whether a place is in the same rows, by their ids, and says the same in two values. */
export function untouched(a: unknown, b: unknown, pointer: string): boolean {
  const path = parts(pointer);
  return path.every((_, n) => {
    const at = `/${path.slice(0, n + 1).map(escape).join('/')}`;
    const id = (root: unknown) => get(root, `${at}/id`) ?? get(root, `${at}/client`);
    return id(a) === id(b);
  }) && difference(get(a, pointer), get(b, pointer)) === undefined;
}

/** The first place at which two values differ; undefined when they are equal. */
export function difference(a: unknown, b: unknown, at = ''): string | undefined {
  if (a === b) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return at;
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) {
    const longer = a.length > b.length ? a : b;
    const index = longer.findIndex((_, i) => difference(a[i], b[i]) !== undefined);
    return `${at}/${index}`;
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) {
    const place = `${at}/${escape(key)}`;
    const found = difference((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], place);
    if (found !== undefined) return found;
  }
  return undefined;
}
