import { SvelteSet } from 'svelte/reactivity';
import { EngineError, type desk } from '../engine';
import type { Args } from '../lib/messages';
import { difference, get, set, untouched, within } from '../lib/pointer';
import { released } from '../lib/released';
import { steady } from '../lib/steady';
import type { Form } from './form';

/** How long one may pause in typing before what was typed is one change, to be saved and undone as a whole. */
const pause = 500;

/** What the engine says of a value that it keeps. */
interface Kept {
  problems: readonly desk.Problem[];
}

/** What came of a save. */
export interface Saved<K> {
  kept: K;
  /** It is not what was sent: what another window saved was brought together with it. */
  merged: boolean;
}

/**
 * A value that is worked on in a form, and that is saved as one goes: a moment after each change, and whenever a field is left. One save
 * goes at a time, and what was not acknowledged stays and is sent again with the next. The kinds of value say how one is read, sent and
 * taken back.
 */
export abstract class Autosave<T extends object, K extends Kept> implements Form {
  data = $state<T>() as T;
  problems = $state.raw<readonly desk.Problem[]>([]);
  /** What the screen says is wrong. It changes when a field was left and nothing is pressed, so that nothing moves under one's hand. */
  told = $state.raw<readonly desk.Problem[]>([]);
  /** Grows with every change of the value. */
  revision = $state(0);
  /** Something was changed that the engine has not acknowledged. */
  dirty = $state(false);
  /** Why the last change could not be saved. */
  failure = $state.raw<EngineError>();
  undoable = $state(false);
  redoable = $state(false);
  /** The field that has the focus; it stays known after that. */
  focused = $state('');
  abstract readonly excuses: boolean;

  /** The value as it was last the same here and in the store. */
  protected base!: T;
  readonly #t: (key: string, args?: Args) => string;
  readonly #left = new SvelteSet<string>();
  #active = $state('');
  #frozen: readonly desk.Problem[] = [];
  /** There may be something that another window saved and that is not taken over yet. */
  #behind = false;
  #drafting = false;
  /** Grows with all that the engine says. */
  #heard = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(t: (key: string, args?: Args) => string) {
    this.#t = t;
  }

  /** What is kept now. */
  protected abstract read(): Promise<K>;
  /** Sends what is here. It returns what is kept by that; nothing when something is to be settled first. */
  protected abstract write(mine: T): Promise<Saved<K> | undefined>;
  /** Has the last change taken back, or made again; nothing when there is none. */
  protected abstract step(way: 'undo' | 'redo'): Promise<K | undefined>;
  /** The value in what the engine says of it. */
  protected abstract valueOf(kept: K): T;
  /** Notes what the engine says beside the value. */
  protected abstract note(kept: K): void;

  /** Whether what is kept is newer than what is here: above zero. Below it, it is older. */
  protected age(kept: K): number {
    return difference(this.base, this.valueOf(kept)) === undefined ? 0 : 1;
  }

  /** Whether a field says what is wrong with it also before it was left. */
  protected early(_path: string): boolean {
    return false;
  }

  /** Something is to be settled before anything of elsewhere is taken over. */
  protected unsettled(): boolean {
    return false;
  }

  /** What else is to be asked after a save. */
  protected async after(): Promise<void> {
    // most ask nothing
  }

  /** What is kept could not be asked for. */
  protected lost(reason: EngineError): void {
    this.failure = reason;
  }

  t(key: string, args?: Args): string {
    return this.#t(key, args);
  }

  value(path: string): unknown {
    return get(this.data, path);
  }

  /** The value as plain data. */
  plain(): T {
    const plain: unknown = $state.snapshot(this.data);
    return plain as T;
  }

  set(path: string, value: unknown): void {
    set(this.data, path, value);
    this.changed();
  }

  /** Has what was changed in the value saved, a moment after the last change. */
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

  leave(path: string): void {
    if (within(this.#active, path)) this.#active = '';
    void this.save()
      .then(() => this.#behind && this.follow())
      .then(released)
      .then(() =>
        steady(() => {
          this.#left.add(path);
          this.told = this.problems;
        }),
      );
  }

  /** Something is being typed that the value does not have yet, or no longer is. */
  draft(typing: boolean): void {
    this.#drafting = typing;
    if (!typing && this.#behind) void this.follow();
  }

  /** A field has the focus. */
  get typing(): boolean {
    return this.#active !== '';
  }

  /** A place has the focus, or something within it: such a field stays on the screen, whatever the engine says meanwhile. */
  inHand(path: string): boolean {
    return this.#active !== '' && within(this.#active, path);
  }

  shown(path: string): readonly desk.Problem[] {
    if (this.#active === path) return this.#frozen;
    return this.#left.has(path) || this.early(path) ? this.at(path) : [];
  }

  /** Everything that is wrong within a place. */
  at(path: string): readonly desk.Problem[] {
    return this.problems.filter((problem) => within(problem.path, path));
  }

  /** This is wrong, and can be told. */
  find(problems: readonly desk.Problem[]): void {
    this.problems = problems;
    this.told = problems;
  }

  /** Saves what is not saved yet. It is done when the engine has acknowledged all that was changed before the call. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    return this.queue(() => (this.dirty ? this.send((mine) => this.write(mine)) : Promise.resolve()));
  }

  /** {@link save}, for what cannot go on with what is not kept: it fails when something is not. */
  async kept(): Promise<true> {
    await this.save();
    if (this.failure) throw this.failure;
    return true;
  }

  /** Does something when all that was begun before is done. */
  protected queue<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#writing.then(work);
    this.#writing = done.catch(() => undefined); // who asked is told
    return done;
  }

  /** Sends what is here in some way, and takes up what is kept by that. What was typed meanwhile stays, and is still to be saved. */
  protected async send(way: (mine: T) => Promise<Saved<K> | undefined>): Promise<void> {
    const { revision } = this;
    const mine = this.plain();
    try {
      const saved = await way(mine);
      this.failure = undefined;
      if (!saved) return;
      const whole = revision === this.revision;
      if (!saved.merged) this.#acknowledge(mine, saved.kept);
      else if (whole) this.adopt(saved.kept);
      else this.base = mine; // the next save brings what was typed meanwhile together with what is there now
      if (whole) this.dirty = false;
      await this.after();
    } catch (reason) {
      this.failure = EngineError.from(reason);
    }
  }

  /** What was sent is kept. What is wrong with it is said once nothing is pressed, unless the engine said more by then. */
  #acknowledge(mine: T, kept: K): void {
    this.base = mine;
    this.#note(kept);
    const heard = this.#heard;
    void released().then(() => {
      if (this.#heard !== heard) return;
      steady(() => {
        this.problems = kept.problems;
        if (!this.typing) this.told = kept.problems;
      });
    });
  }

  /** Takes over what is kept, in place of what is here. */
  protected adopt(kept: K): void {
    this.base = this.valueOf(kept);
    this.data = structuredClone(this.base);
    this.revision++;
    this.#note(kept);
    this.find(kept.problems);
  }

  #note(kept: K): void {
    this.#behind = false;
    this.#heard++;
    this.note(kept);
  }

  /** Takes back the last change. It returns the place that changed by that. */
  undo(): Promise<string | undefined> {
    return this.#step('undo');
  }

  /** Makes the change again that was taken back last. */
  redo(): Promise<string | undefined> {
    return this.#step('redo');
  }

  async #step(way: 'undo' | 'redo'): Promise<string | undefined> {
    await this.save();
    if (this.dirty) return undefined;
    const before = this.plain();
    try {
      const kept = await this.step(way);
      if (!kept) return undefined;
      this.adopt(kept);
    } catch (reason) {
      if (EngineError.from(reason).code === 'store.conflict') await this.reload(); // one sees first what there is to take back
      throw reason;
    }
    await this.after();
    return difference(before, this.plain());
  }

  /**
   * Takes over what another window saved, and tells whether something is different by that. What is not saved here meets it at the next
   * save, and while the field in hand is what was changed there it waits until that is left.
   */
  follow(): Promise<boolean> {
    return this.queue(() => this.#follow());
  }

  async #follow(): Promise<boolean> {
    this.#behind = true;
    if (this.dirty || this.#drafting || this.unsettled()) return false;
    try {
      const kept = await this.read();
      const inHand = this.typing && !untouched(this.base, this.valueOf(kept), this.#active);
      const age = this.age(kept);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- both may have become true while it was waited
      if (this.dirty || this.#drafting || inHand || age < 0) return false;
      if (age > 0) this.adopt(kept);
      else {
        this.#note(kept);
        this.problems = kept.problems; // what it is held against may be another
        if (!this.typing) this.told = kept.problems;
      }
      return age > 0;
    } catch (reason) {
      this.lost(EngineError.from(reason));
      return false;
    }
  }

  /** Takes over what is kept, in place of what could not be saved here. */
  async reload(): Promise<void> {
    this.adopt(await this.read());
    this.failure = undefined;
    this.dirty = false;
  }
}
