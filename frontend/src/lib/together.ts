import { difference } from './pointer';

/**
 * Brings what was changed in two windows together, as record.Merge of the engine does: a table beside app/incident holds the two to it. Rows are
 * known by their id or their client, and a list of words is a set that keeps its order.
 */

type Value = unknown;
const object = (value: Value): value is Record<string, Value> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is empty says as little as what is not there. */
const empty = (value: Value) => value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
const same = (a: Value, b: Value) => (empty(a) && empty(b)) || difference(a, b) === undefined;

/** What became of two sides. */
export interface Together {
  value: Value;
  /** The members that both changed, each in another way: what is here stays. */
  both: string[];
}

type Rows = ReadonlyMap<string, Value>;

/** The elements of a list by their names; undefined when one has none, or two have the same. */
function named(list: Value): Rows | undefined {
  if (list === undefined || list === null) return new Map();
  if (!Array.isArray(list)) return undefined;
  const rows = new Map<string, Value>();
  for (const row of list as Value[]) {
    const name = object(row) ? (row['id'] ?? row['client']) : row;
    if (typeof name !== 'string' || name === '' || rows.has(name)) return undefined;
    rows.set(name, row);
  }
  return rows;
}

/** Brings together what was made of the base here and elsewhere. */
export function together(base: Value, mine: Value, theirs: Value, at = ''): Together {
  if (object(mine) && object(theirs)) return members(object(base) ? base : {}, mine, theirs, at);
  if (same(mine, theirs) || same(base, theirs)) return { value: mine, both: [] };
  const rows = [named(base), named(mine), named(theirs)] as const;
  if (rows[0] && rows[1] && rows[2]) return elements(rows[0], rows[1], rows[2], at);
  if (same(base, mine)) return { value: theirs, both: [] };
  return { value: mine, both: [at] };
}

function members(base: Record<string, Value>, mine: Record<string, Value>, theirs: Record<string, Value>, at: string): Together {
  const both: string[] = [];
  const value: Record<string, Value> = {};
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const found = together(base[key], mine[key], theirs[key], at === '' ? key : `${at}.${key}`);
    if (found.value !== undefined) value[key] = found.value;
    both.push(...found.both);
  }
  return { value, both };
}

/** One that was changed on one side and taken away on the other stays: nobody is left out unseen. */
function elements(base: Rows, mine: Rows, theirs: Rows, at: string): Together {
  const order = ordered(base, mine, theirs);
  const both = order.clash ? [at] : [];
  const value: Value[] = [];
  for (const name of order.names) {
    const [was, own, other] = [base.get(name), mine.get(name), theirs.get(name)];
    if (own !== undefined && other !== undefined) {
      const found = together(was, own, other, at);
      value.push(found.value);
      both.push(...found.both);
    } else if (was === undefined) value.push(own ?? other);
    else if (!same(was, own ?? other)) {
      value.push(own ?? other);
      both.push(at);
    }
  }
  return { value, both };
}

/** The names of both sides, in the order of the side that moved something, or of here. What the other has more stands behind what it follows there. */
function ordered(base: Rows, mine: Rows, theirs: Rows): { names: string[]; clash: boolean } {
  const common = (rows: Rows) => [...rows.keys()].filter((name) => base.has(name) && mine.has(name) && theirs.has(name)).join('\n');
  const [was, own, other] = [common(base), common(mine), common(theirs)];
  const moved = other !== was && other !== own;
  const [first, second] = moved && own === was ? [theirs, mine] : [mine, theirs];
  const names = [...first.keys()];
  const rest = [...second.keys()];
  for (const [i, name] of rest.entries()) {
    if (!names.includes(name)) names.splice(i === 0 ? 0 : names.indexOf(rest[i - 1] ?? '') + 1, 0, name);
  }
  return { names, clash: moved && own !== was };
}
