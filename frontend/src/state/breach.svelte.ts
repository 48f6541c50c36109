import { SvelteSet } from 'svelte/reactivity';
import { EngineError, type desk, type dossier } from '../engine';
import { difference, get, set, within } from '../lib/pointer';
import { released } from '../lib/released';
import { together } from '../lib/together';
import type { Args } from '../lib/messages';
import type { Desk, Form } from './form';

/** How long one may pause in typing before what was typed is one change, to be saved and undone as a whole. */
const pause = 400;

/** One client in a breach, as far as the screen reads it. */
export interface Affected {
  client: string;
  services: string[];
  dataSubjects: string[];
  personalData: string[];
  people: { kind: string; min: number; max: number };
  records: { kind: string; min: number; max: number };
  [member: string]: unknown;
}

/** A breach as it is kept, as far as the screen reads it by name; the fields go by their places. */
export interface Incident {
  id: string;
  title?: string;
  exercise: boolean;
  stage?: string;
  role: string;
  kind: string[];
  awareAt: string;
  delayReason?: string;
  nextUpdate?: string;
  affected: Affected[];
  [member: string]: unknown;
}

/** The breach that is being worked on: its values, whether they are saved, what runs, and how far each notice is. */
export class BreachEditor implements Form {
  incident = $state<Incident>() as Incident;
  clock = $state.raw<desk.Clock>() as desk.Clock;
  rows = $state.raw<readonly desk.BreachRow[]>([]);
  problems = $state.raw<readonly desk.Problem[]>([]);
  /** What stands in the way of the notice to the client in sight. */
  notice = $state.raw<desk.Notice>();
  /** What can be chosen, by the member. */
  choices = $state.raw<Readonly<Record<string, readonly desk.Choice[]>>>({});
  /** Grows with every change that was saved: then a page is another. */
  revision = $state(0);
  saved = $state('');
  dirty = $state(false);
  failure = $state.raw<EngineError>();
  undoable = $state(false);
  redoable = $state(false);
  focused = $state('');
  /** Another window changed the same: in words. */
  clash = $state('');

  readonly excuses = false;
  readonly id: string;
  readonly #desk: Desk;
  readonly #t: (key: string, args?: Args) => string;
  readonly #left = new SvelteSet<string>();
  readonly #dossiers = new Map<string, dossier.Dossier>(); // eslint-disable-line svelte/prefer-svelte-reactivity -- nothing is shown of these
  #active = $state('');
  #frozen: readonly desk.Problem[] = [];
  #version = 0;
  #base!: Incident;
  #changes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(engine: Desk, t: (key: string, args?: Args) => string, open: desk.Breach, choices: Record<string, desk.Choice[]>) {
    this.#desk = engine;
    this.#t = t;
    this.choices = choices;
    this.id = open.record.id;
    this.#adopt(open.record);
    this.#show(open);
  }

  t(key: string, args?: Args): string {
    return this.#t(key, args);
  }

  /** What can be chosen for a member. */
  choice(member: string): readonly desk.Choice[] {
    return this.choices[member] ?? [];
  }

  value(path: string): unknown {
    return get(this.incident, path);
  }

  get version(): number {
    return this.#version;
  }

  /** A field has the focus. */
  get typing(): boolean {
    return this.#active !== '';
  }

  plain(): Incident {
    return $state.snapshot<Incident>(this.incident);
  }

  set(path: string, value: unknown): void {
    set(this.incident, path, value);
    this.changed();
  }

  /** Has what was changed saved, a moment after the last change. */
  changed(): void {
    this.#changes++;
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

  leave(path: string): void {
    if (within(this.#active, path)) this.#active = '';
    void this.save().then(released).then(() => this.#left.add(path));
  }

  /** What is wrong with a field, once one was there; of a client in sight also what its notice lacks. */
  shown(path: string): readonly desk.Problem[] {
    if (this.#active === path) return this.#frozen;
    if (!this.#left.has(path)) return [];
    return this.at(path);
  }

  /** Everything that is wrong within a place. */
  at(path: string): desk.Problem[] {
    return this.problems.filter((problem) => within(problem.path, path));
  }

  /** The dossier of a client, read once. */
  async dossier(client: string): Promise<dossier.Dossier> {
    const known = this.#dossiers.get(client) ?? (await this.#desk.Open(client)).dossier;
    this.#dossiers.set(client, known);
    return known;
  }

  /** Asks what the notice to a client would be. */
  async look(client: string): Promise<void> {
    const found = await this.#desk.Notice(this.id, client);
    this.notice = found;
  }

  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    if (!this.dirty) return;
    const changes = this.#changes;
    const mine = this.plain();
    try {
      const saved = await this.#desk.SaveRecord('incident', this.#version, mine);
      this.#base = mine;
      this.#note(saved);
      this.failure = undefined;
      if (changes === this.#changes) this.dirty = false;
      await this.refresh();
    } catch (reason) {
      const failure = EngineError.from(reason);
      if (failure.code === 'store.conflict') await this.#together(mine, changes);
      else this.failure = failure;
    }
  }

  /** Another window saved in the meantime: what both changed is brought together, and saved on top of that. */
  async #together(mine: Incident, changes: number): Promise<void> {
    const open = await this.#desk.Breach(this.id);
    const { value, both } = together(this.#base, mine, open.record.record);
    if (both.length > 0) this.clash = this.#t('app.breach.clash');
    this.#version = open.record.version;
    this.#base = open.record.record as Incident;
    if (changes === this.#changes) this.incident = value as Incident;
    this.dirty = true;
    await this.#write();
  }

  /** Takes over what another window saved, unless there is something here that is not saved. */
  async follow(): Promise<void> {
    await this.#writing;
    if (this.dirty || this.typing) return;
    const open = await this.#desk.Breach(this.id);
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it may have become true while it was waited
    if (this.dirty) return;
    if (open.record.version !== this.#version) this.#adopt(open.record);
    this.#dossiers.clear();
    this.#show(open);
  }

  /** Asks anew how far the notices are, and what runs. */
  async refresh(): Promise<void> {
    this.#show(await this.#desk.Breach(this.id));
  }

  undo(): Promise<string | undefined> {
    return this.#step('UndoRecord');
  }

  redo(): Promise<string | undefined> {
    return this.#step('RedoRecord');
  }

  async #step(method: 'UndoRecord' | 'RedoRecord'): Promise<string | undefined> {
    await this.save();
    if (this.dirty) return undefined;
    const before = this.plain();
    this.#adopt(await this.#desk[method]('incident', this.id, this.#version));
    await this.refresh();
    return difference(before, this.plain());
  }

  #adopt(open: desk.OpenRecord): void {
    this.#base = open.record as Incident;
    this.incident = structuredClone(open.record) as Incident;
    this.#note(open);
  }

  #note(saved: desk.OpenRecord): void {
    this.#version = saved.version;
    this.saved = saved.changed;
    this.undoable = saved.undo;
    this.redoable = saved.redo;
    this.problems = saved.problems;
    this.revision++;
  }

  #show(open: desk.Breach): void {
    this.clock = open.clock;
    this.rows = open.rows;
  }
}
