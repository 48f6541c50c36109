/**
 * The engine, as the views see it. Where it runs (in the desktop program, or in a worker of the browser) is decided once, in
 * {@link start}; nothing else knows.
 */
import * as bindings from '../../wailsjs/go/desk/Desk';
import { EventsOn } from '../../wailsjs/runtime/runtime';
import type { desk as types } from '../../wailsjs/go/models';
import { EngineError } from './error';

export type { desk, dossier, organisation, review } from '../../wailsjs/go/models';
export { EngineError } from './error';
export { read } from './files';
export { start } from './start';

/** Every method of the engine. What goes wrong rejects with an {@link EngineError}. */
export const engine: typeof bindings = wrap(bindings);

/** What the engine tells of its own accord. */
export interface Events {
  /** Files were dropped on the window, or opened with the program. Only the first has data, if it can be read. */
  file: types.File[];
  /** An entry of the native menu was chosen. */
  menu: string;
  /** A call that takes long has come to its next step. */
  progress: { call: string; step: string };
  /** Another window on the same store keeps something else. */
  kept: Kept;
}

/** What another window keeps: whose, and of what kind; empty when it may be anyone's, or anything. */
export interface Kept {
  kind: string;
  client: string;
  version: number;
}

/** Listens to an event; the function it returns ends that. */
export function on<E extends keyof Events>(event: E, listener: (data: Events[E]) => void): () => void {
  return EventsOn(event, listener);
}

function wrap<T extends object>(methods: T): T {
  const entries = Object.entries(methods).map(([name, method]: [string, (...args: unknown[]) => Promise<unknown>]) => [
    name,
    (...args: unknown[]) =>
      method(...args).catch((reason: unknown) => {
        throw EngineError.from(reason);
      }),
  ]);
  return Object.fromEntries(entries) as T;
}
