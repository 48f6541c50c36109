import { SvelteSet } from 'svelte/reactivity';
import { EngineError, type desk, type dossier } from '../engine';
import type { Args } from '../lib/messages';
import { Autosave, type Saved } from './autosave.svelte';
import type { Desk } from './form';
import { sectionOf, type Section } from './sections';

/** The dossier that is being worked on. */
export class Editor extends Autosave<dossier.Dossier, desk.Open> {
  saved = $state('');
  /** How far the agreement is. */
  stage = $state('');
  /** What is to be done by what day, the next first. */
  due = $state.raw<desk.Due[]>([]);
  /** What was changed here and elsewhere, as long as it is not settled which of the two stays. */
  merge = $state.raw<desk.Merged>();
  /** The file that elsewhere is; without one it is another window. */
  file = $state.raw<desk.File>();
  /** Every field says what is wrong with it, also those that were not left. */
  revealed = $state(false);
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
  readonly #seen = new SvelteSet<Section>();
  readonly #tell: (text: string) => void;
  #version = 0;

  /** What happens to the dossier of its own accord is told. */
  constructor(engine: Desk, t: (key: string, args?: Args) => string, open: desk.Open, revealed: boolean, tell: (text: string) => void = () => undefined) {
    super(t);
    this.#desk = engine;
    this.#tell = tell;
    this.id = open.id;
    this.revealed = revealed;
    this.adopt(open);
  }

  get dossier(): dossier.Dossier {
    return this.data;
  }

  /** The version that is kept: what Remove is told. */
  get version(): number {
    return this.#version;
  }

  /** One has been at a part of the form, and went on: from now on it says what is wrong with it. */
  pass(section: Section): void {
    this.#seen.add(section);
  }

  /** Whether a part of the form says what is wrong with it: in a new client what one was not at yet is not wrong yet. */
  judges(section: Section): boolean {
    return this.revealed || this.#seen.has(section);
  }

  protected override early(path: string): boolean {
    return this.judges(sectionOf(path));
  }

  protected override unsettled(): boolean {
    return this.merge !== undefined;
  }

  /** The dossier as a file: with what could not be saved as well. */
  async copy(): Promise<desk.File> {
    await this.save();
    return this.dirty ? this.#desk.ExportUnsaved(this.id, this.plain()) : this.#desk.Export(this.id);
  }

  protected read(): Promise<desk.Open> {
    return this.#desk.Open(this.id);
  }

  protected async write(mine: dossier.Dossier): Promise<Saved<desk.Open> | undefined> {
    try {
      const saved = await this.#desk.Change(this.id, this.#version, mine);
      this.merge = undefined;
      return { kept: { ...saved, id: this.id, dossier: mine }, merged: false };
    } catch (reason) {
      if (EngineError.from(reason).code !== 'store.conflict') throw reason;
      return this.#together(mine, {});
    }
  }

  /** Settles what was changed here and elsewhere, by the key of each difference. */
  settle(settled: Record<string, string>): Promise<void> {
    const { file } = this;
    return this.queue(() => (file ? this.#take(file, settled) : this.send((mine) => this.#together(mine, settled))));
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
      this.adopt(merged.open);
    } catch (reason) {
      this.failure = EngineError.from(reason);
    }
  }

  /** Brings what is here together with what was saved elsewhere. */
  async #together(mine: dossier.Dossier, settled: Record<string, string>): Promise<Saved<desk.Open> | undefined> {
    const merged = await this.#desk.Merge(this.id, this.base, mine, settled);
    this.merge = merged.open ? undefined : merged;
    if (!merged.open) return undefined;
    if (merged.taken.length > 0) this.#tell(this.t('app.merge.taken', { Fields: merged.taken.join(', ') }));
    return { kept: merged.open, merged: true };
  }

  protected step(way: 'undo' | 'redo'): Promise<desk.Open> {
    return way === 'undo' ? this.#desk.Undo(this.id, this.#version) : this.#desk.Redo(this.id, this.#version);
  }

  /** What another window removed is to be settled. */
  protected override lost(reason: EngineError): void {
    if (reason.code !== 'store.not-found') super.lost(reason);
    else this.merge = { client: this.id, differences: [], taken: [], gone: true, added: false, kept: '' };
  }

  override async reload(): Promise<void> {
    await super.reload();
    this.merge = undefined;
  }

  protected valueOf(kept: desk.Open): dossier.Dossier {
    return kept.dossier;
  }

  protected override age(kept: desk.Open): number {
    return kept.version - this.#version;
  }

  protected note(kept: desk.Open): void {
    this.#version = kept.version;
    this.saved = kept.saved;
    this.undoable = kept.undo;
    this.redoable = kept.redo;
    this.stage = kept.state;
    this.due = kept.due;
  }
}
