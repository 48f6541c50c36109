import type { desk, organisation } from '../engine';
import { within } from '../lib/pointer';
import { Autosave, type Saved } from './autosave.svelte';
import type { Program } from './program.svelte';

type Value = organisation.Organisation;

/** What was changed in this window: taken back it leaves alone what another window changed. */
interface Change {
  readonly was: Value;
  readonly is: Value;
}

/**
 * The organisation's own data: what a new client starts with, and the register of sub-processors. Windows that change it at the same time
 * are brought together by the engine. What was changed in this window can be taken back in it.
 */
export class Organisation extends Autosave<Value, desk.Itself> {
  readonly excuses = false;
  readonly #program: Program;
  #past: readonly Change[] = [];
  #future: readonly Change[] = [];

  constructor(program: Program, kept: desk.Itself) {
    super(program.t);
    this.#program = program;
    this.adopt(kept);
  }

  protected override early(): boolean {
    return true;
  }

  /** Everything that is wrong within a place. What is not filled in yet is not wrong here: it is asked at each client. */
  override at(path: string): readonly desk.Problem[] {
    return super.at(path).filter((problem) => problem.code !== 'required' || within(problem.path, '/subprocessors'));
  }

  /** The client that is open is held against what is known now. */
  protected override async after(): Promise<void> {
    await this.#program.editor?.follow();
  }

  protected read(): Promise<desk.Itself> {
    return this.#program.desk.Organisation();
  }

  protected async write(mine: Value): Promise<Saved<desk.Itself>> {
    const kept = await this.#program.desk.SetOrganisation(this.base, mine);
    this.#remember({ was: this.base, is: mine });
    return { kept, merged: true };
  }

  #remember(change: Change): void {
    this.#past = [...this.#past.slice(-99), change];
    this.#future = [];
  }

  protected async step(way: 'undo' | 'redo'): Promise<desk.Itself | undefined> {
    const change = (way === 'undo' ? this.#past : this.#future).at(-1);
    if (!change) return undefined;
    const { was, is } = change;
    const kept = await (way === 'undo' ? this.#program.desk.SetOrganisation(is, was) : this.#program.desk.SetOrganisation(was, is));
    if (way === 'undo') [this.#past, this.#future] = [this.#past.slice(0, -1), [...this.#future, change]];
    else [this.#past, this.#future] = [[...this.#past, change], this.#future.slice(0, -1)];
    return kept;
  }

  /** Takes over what a file says. It returns how much was new and how much was told otherwise. */
  async import(file: desk.File): Promise<desk.Itself> {
    await this.save();
    const kept = await this.#program.desk.ImportOrganisation(file);
    this.#remember({ was: this.base, is: kept.organisation });
    this.adopt(kept);
    await this.after();
    return kept;
  }

  protected valueOf(kept: desk.Itself): Value {
    return kept.organisation;
  }

  protected note(): void {
    this.undoable = this.#past.length > 0;
    this.redoable = this.#future.length > 0;
  }
}
