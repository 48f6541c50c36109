import { untrack } from 'svelte';
import { EngineError, type desk, type dossier } from '../engine';
import { bytes } from '../lib/bytes';
import { within } from '../lib/pointer';
import type { Subject } from '../lib/route';
import type { Desk } from './form';
import { Pages } from './pages.svelte';

/** What the engine is asked to make: the document of a subject, in a language; without one in that of the dossier. */
export function request({ document, about = '' }: Subject, language = ''): desk.Request {
  return { document, language, about };
}

/** The document as it would be, following the dossier. Only the newest request counts. */
export class Preview {
  readonly pages = new Pages(() => void this.#ask());
  marks = $state.raw<desk.Mark[]>([]);
  /** Which is in front where there is room for one: the form, or the page. */
  front = $state<'form' | 'page'>('form');
  /** The words are shown instead of the pages. */
  text = $state(false);
  html = $state('');
  failure = $state('');
  /** What a piece of fixed text is, once one was chosen. */
  clause = $state.raw<desk.Clause>();
  /** What is to be brought into sight, once: another object each time that it is asked for. */
  sought = $state.raw<{ readonly mark: desk.Mark }>();

  readonly #desk: Desk;
  #last = 0;
  #dossier: dossier.Dossier | undefined;
  #request: desk.Request = { document: '', language: '', about: '' };
  /** Where the document prints each field, also one that is empty; the rows of a list are all its first. */
  #places = $state.raw<readonly desk.Place[]>([]);

  constructor(engine: Desk) {
    this.#desk = engine;
  }

  /** Sets a dossier anew. */
  async render(dossier: dossier.Dossier, of: desk.Request): Promise<void> {
    const { document } = this.#request;
    this.#dossier = dossier;
    this.#request = of;
    if (document !== of.document) this.#find(of);
    await this.#ask();
  }

  #find(of: desk.Request): void {
    this.#desk.Places(of).then(
      (places) => (this.#places = of.document === this.#request.document ? places : this.#places),
      () => undefined, // the page then goes to what is printed only
    );
  }

  /** Shows the words, or the pages. */
  async read(text: boolean): Promise<void> {
    this.text = text;
    if (text) await this.#ask();
  }

  async #ask(): Promise<void> {
    if (!this.#dossier) return;
    const turn = ++this.#last;
    const view = untrack(() => ({ sheets: this.text ? [] : this.pages.sight, text: this.text }));
    try {
      const preview = await this.#desk.Preview(this.#dossier, this.#request, view);
      if (turn !== this.#last) return;
      this.failure = preview.pages.length === 0 ? (preview.problems[0]?.message ?? '') : '';
      if (preview.pages.length === 0) return;
      void this.pages.show({ pages: preview.pages, numbers: preview.sheets, file: preview.pdf === '' ? undefined : bytes(preview.pdf) });
      this.marks = preview.marks;
      if (view.text) this.html = preview.html;
    } catch (reason) {
      const error = EngineError.from(reason);
      if (turn === this.#last && error.code !== 'cancelled') this.failure = error.message;
    }
  }

  /** The document as it is now, as a file to print. */
  async file(): Promise<desk.File> {
    if (!this.#dossier) return { name: '', data: '' };
    const sheets = this.pages.all.map((_, i) => ({ page: i + 1, look: '' }));
    const { pdf } = await this.#desk.Preview(this.#dossier, this.#request, { sheets, text: false });
    return { name: `${this.#request.document}.pdf`, data: pdf };
  }

  /** The places on the pages where a field is printed: its own, else those of the value that it is a part of. */
  printed(path: string): desk.Mark[] {
    if (path === '') return [];
    const own = this.marks.filter((mark) => mark.path !== '' && within(mark.path, path));
    return own.length > 0 ? own : this.marks.filter((mark) => mark.path !== '' && within(path, mark.path));
  }

  /** Where a field is printed, or will be once there is something to print. */
  where(path: string): desk.Mark | undefined {
    const [printed] = this.printed(path);
    if (printed || path === '') return printed;
    let at = path.replaceAll(/\/\d+(?=\/|$)/g, '/0');
    while (at !== '') {
      const place = this.#places.find((one) => within(one.path, at));
      if (place) return this.near(place.clause);
      at = at.slice(0, at.lastIndexOf('/'));
    }
    return undefined;
  }

  /** The first words of a part of the document that is on the pages: of a part itself, else of the one around it. */
  near(clause: string): desk.Mark | undefined {
    const [mark] = this.around(clause);
    const around = clause.slice(0, Math.max(0, clause.lastIndexOf('.')));
    return mark ?? (around === '' ? undefined : this.near(around));
  }

  /** The smallest mark at a point of a page, a value before the clause around it. */
  at(page: number, x: number, y: number): desk.Mark | undefined {
    const hits = this.marks.filter((m) => m.page === page && x >= m.x && x <= m.x + m.width && y >= m.y && y <= m.y + m.height);
    const size = (mark: desk.Mark) => mark.width * mark.height;
    return hits.sort((a, b) => Number(b.path !== '') - Number(a.path !== '') || size(a) - size(b))[0];
  }

  /** The places on the pages of a piece of fixed text. */
  around(clause: string): desk.Mark[] {
    return this.marks.filter((mark) => mark.path === '' && mark.clause === clause);
  }

  /** The piece of fixed text that stands so many further than another, in the order of the document; the first of a page without another. */
  clauseAt(page: number, from?: string, by = 0): string | undefined {
    const fixed = this.marks.filter((mark) => mark.path === '' && mark.clause !== '');
    const ids = fixed.map((mark) => mark.clause).filter((id, index, all) => all.indexOf(id) === index);
    if (from === undefined) return fixed.find((mark) => mark.page >= page)?.clause ?? ids[0];
    return ids[ids.indexOf(from) + by];
  }

  /** Brings what a document says into sight: a value, or else a piece of fixed text, which is explained. */
  async seek(clause: string, path = ''): Promise<void> {
    this.text = false;
    const mark = path === '' ? undefined : this.where(path);
    this.clause = undefined;
    if (!mark) await this.explain(clause);
    const at = mark ?? this.near(clause);
    if (!at) return;
    this.sought = { mark: at };
    this.front = 'page';
  }

  /** Tells what a piece of fixed text is and why it is there. */
  async explain(clause: string): Promise<void> {
    this.clause = await this.#desk.Clause(this.#request, clause);
  }
}
