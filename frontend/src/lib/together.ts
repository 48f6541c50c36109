/** Brings what was changed in two windows together: a record in JSON, whose rows are known by their client. */

type Value = unknown;
const object = (value: Value): value is Record<string, Value> => typeof value === 'object' && value !== null && !Array.isArray(value);
const equal = (a: Value, b: Value) => JSON.stringify(a) === JSON.stringify(b);

/** What became of two sides. */
export interface Together {
  value: Value;
  /** The members that both changed, each in another way: what is here stays. */
  both: string[];
}

/** The rows of a list by their client; undefined when they have none. */
function byClient(list: Value): Map<string, Value> | undefined {
  if (!Array.isArray(list) || list.length === 0) return Array.isArray(list) ? new Map() : undefined;
  const keys = list.map((row) => (object(row) && typeof row['client'] === 'string' ? row['client'] : undefined));
  return keys.every((key) => key !== undefined) ? new Map(list.map((row: Value, n) => [keys[n] ?? '', row])) : undefined;
}

/** Brings together what was made of the base here and elsewhere. */
export function together(base: Value, mine: Value, theirs: Value, at = ''): Together {
  if (equal(mine, theirs) || equal(base, theirs)) return { value: mine, both: [] };
  if (equal(base, mine)) return { value: theirs, both: [] };
  if (object(mine) && object(theirs)) {
    const was = object(base) ? base : {};
    const both: string[] = [];
    const value: Record<string, Value> = {};
    for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      const found = together(was[key], mine[key], theirs[key], at === '' ? key : `${at}.${key}`);
      if (found.value !== undefined) value[key] = found.value;
      both.push(...found.both);
    }
    return { value, both };
  }
  const rows = [byClient(base ?? []), byClient(mine), byClient(theirs)] as const;
  const [was, own, other] = rows;
  if (was && own && other) {
    const both: string[] = [];
    const list: Value[] = [];
    for (const key of new Set([...other.keys(), ...own.keys()])) {
      const found = together(was.get(key), own.get(key), other.get(key), at);
      if (found.value !== undefined) list.push(found.value);
      both.push(...found.both);
    }
    return { value: list, both };
  }
  return { value: mine, both: [at] };
}
