import { SvelteSet } from 'svelte/reactivity';
import { EngineError, type desk, type dossier } from '../engine';
import type { Args } from '../lib/messages';
import { difference, get, set, untouched, within } from '../lib/pointer';
import { released } from '../lib/released';
import type { Desk, Form } from './form';
import { sectionOf, type Section } from './sections';

/** How long one may pause in typing before what was typed is one change, to be saved and undone as a whole. */
const pause = 500;

/** The dossier that is being worked on: its values, whether they are saved, and what is wrong with them. */
export class Editor implements Form {
  dossier = $state<dossier.Dossier>() as dossier.Dossier;
  problems = $state.raw<desk.Problem[]>([]);
  /** Grows with every change of a value. */
  revision = $state(0);
  saved = $state('');
  /** Something was changed that the engine has not acknowledged. */
  dirty = $state(false);
  /** Why the last change could not be saved. */
  failure = $state.raw<EngineError>();
  undoable = $state(false);
  redoable = $state(false);
  /** How far the agreement is. */
  stage = $state('');
  /** What is to be done by what day, the next first. */
  due = $state.raw<desk.Due[]>([]);
  /** What was changed here and elsewhere, as long as it is not settled which of the two stays. */
  merge = $state.raw<desk.Merged>();
  /** The file that elsewhere is; without one it is another window. */
  file = $state.raw<desk.File>();
  /** The field that has the focus; it stays known after that. */
  focused = $state('');
  /** Every field says what is wrong with it, also those that were not left. */
  revealed = $state(false);
  /** What the screen says is wrong. It changes when a field was left and nothing is pressed, so that nothing moves under one's hand. */
  told = $state.raw<desk.Problem[]>([]);
  /** How many things are missing or wrong in each part of the form: the one count, wherever it is shown. */
  readonly counts = $derived.by(() => {
    const counts: Partial<Record<Section, number>> = {};
    for (const problem of this.told) {
      const at = sectionOf(problem.path);
      if (problem.severity === 'error') counts[at] = (counts[at] ?? 0) + 1;
    }
    return counts;
  });

  readonly excuses = true;
  readonly id: string;
  readonly #desk: Desk;
  readonly #t: (key: string, args?: Args) => string;
  readonly #left = new SvelteSet<string>();
  readonly #seen = new SvelteSet<Section>();
  #active = $state('');
  #frozen: readonly desk.Problem[] = [];
  #version = 0;
  /** There may be something that another window saved and that is not taken over yet. */
  #behind = false;
  #drafting = false;
  /** The dossier as it was last the same here and in the store. */
  #base!: dossier.Dossier;
  readonly #told: (text: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** What happens to the dossier of its own accord is told. */
  constructor(engine: Desk, t: (key: string, args?: Args) => string, open: desk.Open, revealed: boolean, told: (text: string) => void = () => undefined) {
    this.#desk = engine;
    this.#t = t;
    this.#told = told;
    this.id = open.id;
    this.revealed = revealed;
    this.#adopt(open);
  }

  t(key: string, args?: Args): string {
    return this.#t(key, args);
  }

  value(path: string): unknown {
    return get(this.dossier, path);
  }

  /** The version that is kept: what Remove is told. */
  get version(): number {
    return this.#version;
  }

  /** The dossier as plain data. */
  plain(): dossier.Dossier {
    return $state.snapshot<dossier.Dossier>(this.dossier);
  }

  set(path: string, value: unknown): void {
    set(this.dossier, path, value);
    this.changed();
  }

  /** Has what was changed in the dossier saved, a moment after the last change. */
  changed(): void {
    this.revision++;
    this.dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), pause);
  }

  part(): Promise<void> {
    return this.save();
  }

  enter(path: string): void {
    this.#frozen = this.shown(path);
    this.#active = path;
    this.focused = path;
  }

  /** One has been at a part of the form, and went on: from now on it says what is wrong with it. */
  pass(section: Section): void {
    this.#seen.add(section);
  }

  /** Whether a part of the form says what is wrong with it: in a new client what one was not at yet is not wrong yet. */
  judges(section: Section): boolean {
    return this.revealed || this.#seen.has(section);
  }

  leave(path: string): void {
    if (within(this.#active, path)) this.#active = '';
    void this.save()
      .then(() => this.#behind && this.follow())
      .then(released)
      .then(() => {
        this.#left.add(path);
        this.told = this.problems;
      });
  }

  /** Something is being typed that the dossier does not have yet, or no longer is. */
  draft(typing: boolean): void {
    this.#drafting = typing;
    if (!typing && this.#behind) void this.follow();
  }

  /** A field has the focus. */
  get typing(): boolean {
    return this.#active !== '';
  }

  shown(path: string): readonly desk.Problem[] {
    if (this.#active === path) return this.#frozen;
    if (!this.#left.has(path) && !this.judges(sectionOf(path))) return [];
    return this.at(path);
  }

  /** This is wrong, and can be told. */
  find(problems: desk.Problem[]): void {
    this.problems = problems;
    this.told = problems;
  }

  /** Everything that is wrong within a place. */
  at(path: string): desk.Problem[] {
    return this.problems.filter((problem) => within(problem.path, path));
  }

  /** Saves what is not saved yet. It is done when the engine has acknowledged all that was changed before the call. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** The dossier as a file: with what could not be saved as well. */
  async copy(): Promise<desk.File> {
    await this.save();
    return this.dirty ? this.#desk.ExportUnsaved(this.id, this.plain()) : this.#desk.Export(this.id);
  }

  async #write(): Promise<void> {
    if (!this.dirty) return;
    const revision = this.revision;
    const mine = this.plain();
    try {
      const saved = await this.#desk.Change(this.id, this.#version, mine);
      this.#base = mine;
      this.#note(saved);
      void released().then(() => {
        if (this.#version !== saved.version) return;
        this.problems = saved.problems;
        if (!this.typing) this.told = saved.problems;
      });
      this.failure = undefined;
      this.merge = undefined;
      if (revision === this.revision) this.dirty = false;
    } catch (reason) {
      const failure = EngineError.from(reason);
      if (failure.code === 'store.conflict') await this.#together(mine, revision, {});
      else this.failure = failure;
    }
  }

  /** Settles what was changed here and elsewhere, by the key of each difference. */
  settle(settled: Record<string, string>): Promise<void> {
    const { file } = this;
    this.#writing = this.#writing.then(() => (file ? this.#take(file, settled) : this.#together(this.plain(), this.revision, settled)));
    return this.#writing;
  }

  /** Asks what stays of what is here and what is in a file, unless something else is to be settled first. */
  ask(file: desk.File, merged: desk.Merged): void {
    if (this.dirty) return;
    this.file = file;
    this.merge = merged;
  }

  /** Leaves what is in a file for what it is. */
  decline(): void {
    this.file = undefined;
    this.merge = undefined;
  }

  /** Brings what is here together with what is in a file. Nothing is unsaved then. */
  async #take(file: desk.File, settled: Record<string, string>): Promise<void> {
    try {
      const merged = await this.#desk.ContinueFrom(file, settled);
      this.failure = undefined;
      this.merge = merged;
      if (!merged.open) return;
      this.decline();
      this.#adopt(merged.open);
    } catch (reason) {
      this.failure = EngineError.from(reason);
    }
  }

  /** Brings what is here together with what was saved elsewhere. */
  async #together(mine: dossier.Dossier, revision: number, settled: Record<string, string>): Promise<void> {
    try {
      const merged = await this.#desk.Merge(this.id, this.#base, mine, settled);
      this.failure = undefined;
      this.merge = merged.open ? undefined : merged;
      if (!merged.open) return;
      if (merged.taken.length > 0) this.#told(this.#t('app.merge.taken', { Fields: merged.taken.join(', ') }));
      if (revision === this.revision) {
        this.#adopt(merged.open);
        this.dirty = false;
      } else this.#base = mine; // more was typed meanwhile: the next save brings that together with what is there now
    } catch (reason) {
      this.failure = EngineError.from(reason);
    }
  }

  /** Takes back the last change. It returns the place that changed by that. */
  undo(): Promise<string | undefined> {
    return this.#step('Undo');
  }

  /** Makes the change again that was taken back last. */
  redo(): Promise<string | undefined> {
    return this.#step('Redo');
  }

  async #step(method: 'Undo' | 'Redo'): Promise<string | undefined> {
    await this.save();
    if (this.dirty) return undefined;
    const before = this.plain();
    try {
      this.#adopt(await this.#desk[method](this.id, this.#version));
    } catch (reason) {
      if (EngineError.from(reason).code === 'store.conflict') await this.reload(); // one sees first what there is to take back
      throw reason;
    }
    return difference(before, this.plain());
  }

  /**
   * Takes over what another window saved, and tells whether something is different by that. What is not saved here meets it at the next
   * save, and while the field in hand is what was changed there it waits until that is left.
   */
  follow(): Promise<boolean> {
    const following = this.#writing.then(() => this.#follow());
    this.#writing = following.then(() => undefined);
    return following;
  }

  async #follow(): Promise<boolean> {
    this.#behind = true;
    if (this.dirty || this.#drafting || this.merge) return false;
    try {
      const open = await this.#desk.Open(this.id);
      const inHand = this.#active !== '' && !untouched(this.#base, open.dossier, this.#active);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- both may have become true while it was waited
      if (this.dirty || this.#drafting || inHand || open.version < this.#version) return false;
      const changed = open.version > this.#version;
      if (changed) this.#adopt(open);
      else this.#note(open);
      return changed;
    } catch (reason) {
      const failure = EngineError.from(reason);
      if (failure.code !== 'store.not-found') this.failure = failure;
      else this.merge = { client: this.id, differences: [], taken: [], gone: true, added: false };
      return false;
    }
  }

  /** Takes over what another window saved, in place of what could not be saved here. */
  async reload(): Promise<void> {
    this.#adopt(await this.#desk.Open(this.id));
    this.failure = undefined;
    this.merge = undefined;
    this.dirty = false;
  }

  #adopt(open: desk.Open): void {
    this.#base = open.dossier;
    this.dossier = structuredClone(open.dossier);
    this.revision++;
    this.#note(open);
    this.find(open.problems);
  }

  #note(saved: desk.Saved): void {
    this.#behind = false;
    this.#version = saved.version;
    this.saved = saved.saved;
    this.undoable = saved.undo;
    this.redoable = saved.redo;
    this.stage = saved.state;
    this.due = saved.due;
  }
}
