import type { desk } from '../engine';
import { get, set } from '../lib/pointer';
import type { Program } from './program.svelte';

/** How long one may pause in typing before what was typed is kept. */
const pause = 500;

/**
 * The settings of whoever works here. They are no Autosave: they have no versions, no problems and no undo, there is no time at which they are
 * read anew (they come with the state of the window, and with any answer to a change), and a place that could not be kept stays as it was
 * typed when the others are taken over. What is in common is that one save goes at a time.
 */
export class Preferences {
  settings = $state<desk.Settings>() as desk.Settings;
  /** Something was changed that is not kept yet. */
  dirty = $state(false);
  readonly #program: Program;
  /** The places that were changed here and are not kept yet. Nothing is shown of them. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: Promise<void> = Promise.resolve();

  constructor(program: Program, settings: desk.Settings) {
    this.#program = program;
    this.settings = structuredClone(settings);
  }

  set(path: string, value: unknown): void {
    set(this.settings, path, value);
    this.#changed.add(path);
    this.dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), pause);
  }

  /** Takes over settings as they are kept, but for what was changed here. */
  follow(kept: desk.Settings): void {
    const next = structuredClone(kept);
    const own = $state.snapshot(this.settings);
    for (const path of this.#changed) set(next, path, get(own, path));
    this.settings = next;
  }

  /** Keeps what was changed here, beside what another window may have kept in the meantime. Each time goes on from the one before. */
  keep(): Promise<void> {
    clearTimeout(this.#timer);
    this.#keeping = this.#keeping.then(() => this.#keep());
    return this.#keeping;
  }

  async #keep(): Promise<void> {
    const kept = this.#program.state?.settings;
    if (!kept || this.#changed.size === 0) return;
    this.follow(kept);
    const changed = this.#changed;
    this.#changed = new Set(); // eslint-disable-line svelte/prefer-svelte-reactivity
    const done = await this.#program.attempt(this.#program.configure($state.snapshot<desk.Settings>(this.settings)).then(() => true));
    if (!done) for (const path of changed) this.#changed.add(path);
    this.dirty = this.#changed.size > 0;
  }
}
