import { EngineError, type desk, type organisation } from '../engine';
import type { Args } from '../lib/messages';
import { get, set, within } from '../lib/pointer';
import type { Form } from './form';
import type { Program } from './program.svelte';

/** How long one may pause in typing before what was typed is kept. */
const pause = 500;

/** The organisation's own data: what a new client starts with, and the register of sub-processors. */
export class Organisation implements Form {
  data = $state<organisation.Organisation>() as organisation.Organisation;
  problems = $state.raw<readonly desk.Problem[]>([]);
  /** Something was changed that is not kept yet. */
  dirty = $state(false);
  /** Why the last change could not be kept. */
  failure = $state('');
  focused = $state('');
  readonly excuses = false;
  readonly #program: Program;
  /** As it was last the same here and in the store. */
  #base: organisation.Organisation;
  #past = $state.raw<readonly organisation.Organisation[]>([]);
  #future = $state.raw<readonly organisation.Organisation[]>([]);
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: Promise<void> = Promise.resolve();
  #active = $state('');
  #frozen: readonly desk.Problem[] = [];
  #typing = false;

  constructor(program: Program, kept: desk.Itself) {
    this.#program = program;
    this.#base = kept.organisation;
    this.#adopt(kept);
  }

  t(key: string, args?: Args): string {
    return this.#program.t(key, args);
  }

  get undoable(): boolean {
    return this.#past.length > 0 || this.dirty;
  }

  get redoable(): boolean {
    return this.#future.length > 0;
  }

  value(path: string): unknown {
    return get(this.data, path);
  }

  set(path: string, value: unknown): void {
    set(this.data, path, value);
    this.changed();
  }

  /** Has what was changed kept, a moment after the last change. */
  changed(): void {
    this.#revision++;
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
    this.focused = path;
  }

  leave(path: string): void {
    if (within(this.#active, path)) this.#active = '';
    void this.keep();
  }

  /** Something is being typed that the data do not have yet, or no longer is. */
  draft(typing: boolean): void {
    this.#typing = typing;
  }

  shown(path: string): readonly desk.Problem[] {
    return this.#active === path ? this.#frozen : this.at(path);
  }

  /** Everything that is wrong within a place. What is not filled in yet is not wrong here: it is asked at each client. */
  at(path: string): readonly desk.Problem[] {
    return this.problems.filter((problem) => within(problem.path, path) && (problem.code !== 'required' || within(problem.path, '/subprocessors')));
  }

  /** Keeps what was changed, beside what another window may have kept in the meantime. */
  keep(): Promise<void> {
    clearTimeout(this.#timer);
    this.#keeping = this.#keeping.then(() => this.#keep());
    return this.#keeping;
  }

  async #keep(): Promise<void> {
    if (!this.dirty) return;
    const revision = this.#revision;
    const mine = $state.snapshot<organisation.Organisation>(this.data);
    try {
      const kept = await this.#program.desk.SetOrganisation(this.#base, mine);
      this.#past = [...this.#past.slice(-99), this.#base];
      this.#future = [];
      this.failure = '';
      if (revision === this.#revision) this.#adopt(kept);
      else this.#base = kept.organisation;
    } catch (reason) {
      this.failure = EngineError.from(reason).message;
    }
  }

  #adopt(kept: desk.Itself): void {
    this.#base = kept.organisation;
    this.data = structuredClone(kept.organisation);
    this.problems = kept.problems;
    this.dirty = false;
  }

  /** Takes back the last change that was made in this window. */
  undo(): Promise<void> {
    return this.#step('undo');
  }

  /** Makes the change again that was taken back last. */
  redo(): Promise<void> {
    return this.#step('redo');
  }

  async #step(way: 'undo' | 'redo'): Promise<void> {
    await this.keep();
    const from = way === 'undo' ? this.#past : this.#future;
    const to = from.at(-1);
    if (!to || this.dirty) return;
    const now = this.#base;
    const kept = await this.#program.desk.SetOrganisation(now, to);
    if (way === 'undo') [this.#past, this.#future] = [from.slice(0, -1), [...this.#future, now]];
    else [this.#past, this.#future] = [[...this.#past, now], from.slice(0, -1)];
    this.#adopt(kept);
  }

  /** Takes over what another window kept, unless something is in hand here. */
  async follow(): Promise<void> {
    await this.#keeping;
    if (this.dirty || this.#typing || this.#active !== '') return;
    const kept = await this.#program.desk.Organisation();
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it may have become true while it was waited
    if (!this.dirty) this.#adopt(kept);
  }

  /** Takes over what a file says. It returns how much was new and how much was told otherwise. */
  async import(file: desk.File): Promise<desk.Itself> {
    await this.keep();
    const before = this.#base;
    const kept = await this.#program.desk.ImportOrganisation(file);
    this.#past = [...this.#past, before];
    this.#future = [];
    this.#adopt(kept);
    return kept;
  }
}
