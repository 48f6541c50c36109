import type { desk } from '../engine';
import type { Args } from '../lib/messages';

/** The engine's methods. */
export type Desk = typeof import('../engine').engine;

/** What a field needs of the data it is part of. Paths are JSON Pointers. */
export interface Form {
  /** Whether it can be said of a number in a text that it is no citizen service number. */
  readonly excuses: boolean;
  /** The words of the window. */
  t(key: string, args?: Args): string;
  /** The value at a path. */
  value(path: string): unknown;
  /** Changes the value at a path; undefined takes it away. */
  set(path: string, value: unknown): void;
  /** Makes what was changed until now a change of its own, to be taken back by itself. */
  part(): Promise<void>;
  /** The user came to a field. */
  enter(path: string): void;
  /** The user left a field: from now on it says what is wrong with it. */
  leave(path: string): void;
  /** What a field says is wrong. It does not change while one types in it, so that nothing moves. */
  shown(path: string): readonly desk.Problem[];
}
