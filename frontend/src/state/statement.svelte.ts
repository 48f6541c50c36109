import type { desk, dossier } from '../engine';
import type { Args } from '../lib/messages';
import { get, parts, within } from '../lib/pointer';
import type { Editor } from './editor.svelte';
import type { Desk, Form } from './form';

/** An answer that was not given. */
const nothing: dossier.PrivacyText = {
  form: '', contact: '', link: '', ownStatement: '', otherData: '', origin: '', advertises: '',
  decision: '', software: '', factors: '', effect: '', human: '', chatbot: '',
};

/** A new row of each list, by the id that it is known by. */
const rows: Record<string, (id: string) => object> = {
  grounds: (id) => ({ id, ground: '', interest: '', purpose: '' }),
  periods: (id) => ({ id, period: '' }),
};

/**
 * The answers for the text of a privacy statement, and the text that comes of them. Rows of grounds and periods are named by their id: they are
 * made when something is first written in them.
 */
export class Statement implements Form {
  /** What the engine says of the text; undefined until it has. */
  now = $state.raw<desk.Statement>();
  /** The language of the text; empty is that of the dossier. */
  language = $state('');
  readonly excuses = false;
  readonly editor: Editor;
  readonly #desk: Desk;
  #asked = 0;

  constructor(engine: Desk, editor: Editor) {
    this.#desk = engine;
    this.editor = editor;
  }

  /** Has the text made anew. Of several that are asked for only the last counts. */
  async render(next: dossier.Dossier, language: string): Promise<void> {
    const asked = ++this.#asked;
    const now = await this.#desk.Statement(next, language);
    if (asked === this.#asked) this.now = now;
  }

  t(key: string, args?: Args): string {
    return this.editor.t(key, args);
  }

  /** The place in the dossier of a place here; with make, the row it is in is made. */
  #real(path: string, make = false): string {
    const [, list = '', id = '', ...rest] = parts(path);
    const row = rows[list];
    if (!row) return path;
    const all = (get(this.editor.dossier, `/privacyText/${list}`) as { id: string }[] | undefined) ?? [];
    let index = all.findIndex((one) => one.id === id);
    if (index < 0 && make) {
      index = all.length;
      this.editor.set(`/privacyText/${list}`, [...all, row(id)]);
    }
    return ['', 'privacyText', list, String(index), ...rest].join('/');
  }

  value(path: string): unknown {
    return get(this.editor.dossier, this.#real(path));
  }

  set(path: string, value: unknown): void {
    if (!this.editor.dossier.privacyText) this.editor.set('/privacyText', { ...nothing });
    this.editor.set(this.#real(path, true), value);
  }

  part(): Promise<void> {
    return this.editor.part();
  }

  enter(path: string): void {
    this.editor.enter(path);
  }

  leave(path: string): void {
    this.editor.leave(path);
  }

  /** What is wrong with an answer. That one was not given shows in the text. */
  shown(path: string): readonly desk.Problem[] {
    const place = this.#real(path);
    return this.now?.problems.filter((problem) => problem.code !== 'blank' && within(problem.path, place)) ?? [];
  }

  /** Everything that is wrong within a place. */
  at(path: string): desk.Problem[] {
    return [...this.shown(path)];
  }

  /** Notes that the client put the text online as it is now. */
  publish(): void {
    if (!this.now) return;
    this.set('/privacyText/published', { day: this.now.today, mark: this.now.mark, language: this.now.language });
  }
}
