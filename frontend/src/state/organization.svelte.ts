import type { desk, dossier } from '../engine';
import type { Args } from '../lib/messages';
import { get, set, within } from '../lib/pointer';
import type { Form } from './form';
import { first } from '../lib/route';
import type { Program } from './program.svelte';

/** How long one may pause in typing before what was typed is kept. */
const pause = 500;

/** The organisation's own data: what a new client starts with. What is not filled in here is asked there. */
export class Organization implements Form {
  settings = $state<desk.Settings>() as desk.Settings;
  /** Something was changed that is not kept yet. */
  dirty = $state(false);
  readonly excuses = false;
  problems = $state.raw<readonly desk.Problem[]>([]);
  readonly #program: Program;
  /** The places that were changed here and are not kept yet. Nothing is shown of them. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: Promise<void> = Promise.resolve();
  #active = $state('');
  #frozen: readonly desk.Problem[] = [];

  constructor(program: Program, settings: desk.Settings) {
    this.#program = program;
    this.settings = structuredClone(settings);
    void this.#check();
  }

  t(key: string, args?: Args): string {
    return this.#program.t(key, args);
  }

  value(path: string): unknown {
    return get(this.settings, path);
  }

  set(path: string, value: unknown): void {
    set(this.settings, path, value);
    this.#changed.add(path);
    this.dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), pause);
  }

  part(): Promise<void> {
    return this.keep();
  }

  enter(path: string): void {
    this.#frozen = this.shown(path);
    this.#active = path;
  }

  leave(path: string): void {
    if (this.#active === path) this.#active = '';
    void this.keep();
  }

  shown(path: string): readonly desk.Problem[] {
    return this.#active === path ? this.#frozen : this.problems.filter((problem) => within(problem.path, path));
  }

  /** Has the engine check the data as those of a client. */
  async #check(): Promise<void> {
    const { processor } = $state.snapshot(this.settings);
    const found = await this.#program.desk.Check({ processor } as dossier.Dossier, first).catch(() => []);
    this.problems = found.filter((problem) => problem.code !== 'required');
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
    void this.#check();
    this.follow(kept);
    const changed = this.#changed;
    this.#changed = new Set(); // eslint-disable-line svelte/prefer-svelte-reactivity
    const done = await this.#program.attempt(this.#program.configure($state.snapshot<desk.Settings>(this.settings)).then(() => true));
    if (!done) for (const path of changed) this.#changed.add(path);
    this.dirty = this.#changed.size > 0;
  }
}
