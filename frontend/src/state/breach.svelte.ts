import { EngineError, type desk, type dossier } from '../engine';
import { together } from '../lib/together';
import type { Args } from '../lib/messages';
import { Autosave, type Saved } from './autosave.svelte';
import type { Desk } from './form';

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

/** The breach that is being worked on: what runs, and how far each notice is. */
export class BreachEditor extends Autosave<Incident, desk.OpenRecord> {
  clock = $state.raw<desk.Clock>() as desk.Clock;
  rows = $state.raw<readonly desk.BreachRow[]>([]);
  /** What stands in the way of the notice to the client in sight. */
  notice = $state.raw<desk.Notice>();
  /** What can be chosen, by the member. */
  readonly choices: Readonly<Record<string, readonly desk.Choice[]>>;
  /** The version that is kept. */
  version = $state(0);
  saved = $state('');
  /** Another window changed the same: in words. */
  clash = $state('');

  readonly excuses = true;
  readonly id: string;
  readonly #desk: Desk;
  /** The newest question of each kind. */
  #asked = 0;
  #looked = 0;
  readonly #dossiers = new Map<string, dossier.Dossier>(); // eslint-disable-line svelte/prefer-svelte-reactivity -- nothing is shown of these

  constructor(engine: Desk, t: (key: string, args?: Args) => string, open: desk.Breach, choices: Record<string, desk.Choice[]>) {
    super(t);
    this.#desk = engine;
    this.choices = choices;
    this.id = open.record.id;
    this.adopt(open.record);
    this.#show(open);
  }

  get incident(): Incident {
    return this.data;
  }

  /** What can be chosen for a member. */
  choice(member: string): readonly desk.Choice[] {
    return this.choices[member] ?? [];
  }

  /** The dossier of a client, read once. */
  async dossier(client: string): Promise<dossier.Dossier> {
    const known = this.#dossiers.get(client) ?? (await this.#desk.Open(client)).dossier;
    this.#dossiers.set(client, known);
    return known;
  }

  /** Asks what the notice to a client would be. Only the newest answer counts. */
  async look(client: string): Promise<void> {
    const asked = ++this.#looked;
    const found = await this.#desk.Notice(this.id, client);
    if (asked === this.#looked) this.notice = found;
  }

  protected async read(): Promise<desk.OpenRecord> {
    return (await this.#ask()).record;
  }

  /** When another window saved in the meantime, what both changed is brought together and saved on top of that. */
  protected async write(mine: Incident): Promise<Saved<desk.OpenRecord>> {
    let [version, base, value]: [number, object, object] = [this.version, this.base, mine];
    for (;;) {
      try {
        return { kept: await this.#desk.SaveRecord('incident', version, value), merged: value !== mine };
      } catch (reason) {
        if (EngineError.from(reason).code !== 'store.conflict') throw reason;
        const theirs = await this.read();
        const found = together(base, value, theirs.record);
        if (found.both.length > 0) this.clash = this.t('app.breach.clash');
        [version, base, value] = [theirs.version, theirs.record, found.value as Incident];
      }
    }
  }

  protected step(way: 'undo' | 'redo'): Promise<desk.OpenRecord> {
    return way === 'undo' ? this.#desk.UndoRecord('incident', this.id, this.version) : this.#desk.RedoRecord('incident', this.id, this.version);
  }

  protected override after(): Promise<void> {
    return this.refresh();
  }

  /** Asks anew how far the notices are, and what runs. */
  async refresh(): Promise<void> {
    await this.#ask();
  }

  override follow(): Promise<boolean> {
    this.#dossiers.clear();
    return super.follow();
  }

  protected valueOf(kept: desk.OpenRecord): Incident {
    return kept.record as Incident;
  }

  protected override age(kept: desk.OpenRecord): number {
    return kept.version - this.version;
  }

  protected note(kept: desk.OpenRecord): void {
    this.version = kept.version;
    this.saved = kept.changed;
    this.undoable = kept.undo;
    this.redoable = kept.redo;
  }

  /** Asks how far all of it is. Only the newest answer is shown. */
  async #ask(): Promise<desk.Breach> {
    const asked = ++this.#asked;
    const open = await this.#desk.Breach(this.id);
    if (asked === this.#asked) this.#show(open);
    return open;
  }

  #show(open: desk.Breach): void {
    this.clock = open.clock;
    this.rows = open.rows;
  }
}
