/* eslint-disable svelte/prefer-svelte-reactivity -- what is in sight and drawn is worked through in turns, and no view reads it */
import type { desk } from '../engine';
import { morph } from '../lib/morph';
import { drawPage, drop, layText, openPDF, type OpenPDF, type PDFDocumentProxy, type PDFPageProxy, type RenderTask } from '../lib/pdf';

/** Pages to show, and a file that has some of them. */
export interface Sheets {
  pages: readonly desk.Page[];
  /** The bytes are given away. None when the file would have no page. */
  file: Uint8Array | undefined;
  /** Which pages the file has, in its order; from 1. */
  numbers: readonly number[];
}

/** A page of a file that is open. */
interface Sheet {
  look: string;
  document: PDFDocumentProxy;
  page: PDFPageProxy;
}

/**
 * How long nothing is drawn before words are laid over the pages, in milliseconds. They can wait until one stops typing: WebKit keeps some 30 kB
 * of each time, and between two strokes there is nobody who selects them.
 */
const pause = 1000;

/** Pages on the screen. What is shown is always the newest: older files and drawings under way are dropped, and the old page stands until the new one is drawn. */
export class Pages {
  all = $state.raw<readonly desk.Page[]>([]);
  failed = $state(false);

  /** Pixels of the screen that a point is. */
  scale = 1;
  /** The page to draw before others. */
  first = 1;
  readonly #want: (() => void) | undefined;
  readonly #holders = new Map<number, HTMLElement>();
  readonly #visible = new Set<number>();
  readonly #sheets = new Map<number, Sheet>();
  readonly #drawn = new Map<number, { look: string; scale: number }>();
  readonly #laid = new Map<number, string>();
  #turn = 0;
  #opening = false;
  #drawing: { number: number; sheet: Sheet; task: RenderTask } | undefined;
  #busy = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Calls want when a page came into sight that no file has. */
  constructor(want?: () => void) {
    this.#want = want;
  }

  /** The pages in sight, as they were drawn; the first page as long as nothing is known. */
  get sight(): desk.Drawn[] {
    if (this.all.length === 0) return [{ page: 1, look: '' }];
    return [...this.#visible].map((page) => {
      const drawn = this.#drawn.get(page);
      return { page, look: drawn?.scale === this.scale ? drawn.look : '' };
    });
  }

  /** Shows a file as it is. */
  async open(file: Uint8Array): Promise<void> {
    const turn = ++this.#turn;
    try {
      const opened = await openPDF(file.slice());
      const pages = opened.pages.map((page, i) => {
        const { width, height } = page.getViewport({ scale: 1 });
        return { width, height, look: `${turn} ${i}` };
      });
      if (turn === this.#turn) this.#drop(pages);
      this.#add(turn, pages.map((_, i) => i + 1), opened);
    } catch {
      this.failed ||= turn === this.#turn;
    }
  }

  /** Shows pages as they are now. */
  async show(sheets: Sheets): Promise<void> {
    const turn = ++this.#turn;
    this.#drop(sheets.pages);
    this.#opening = sheets.file !== undefined;
    try {
      this.#add(turn, sheets.numbers, sheets.file && (await openPDF(sheets.file)));
    } catch {
      this.failed ||= turn === this.#turn;
    }
  }

  /** Lets go of every file that has none of the pages as they are now, and of what is being drawn from it. */
  #drop(pages: readonly desk.Page[]): void {
    const old = new Set([...this.#sheets.values()].map((sheet) => sheet.document));
    for (const [number, sheet] of this.#sheets) if (pages[number - 1]?.look !== sheet.look) this.#sheets.delete(number);
    for (const sheet of this.#sheets.values()) old.delete(sheet.document);
    if (this.#drawing && this.#sheets.get(this.#drawing.number) !== this.#drawing.sheet) this.#drawing.task.cancel();
    for (const document of old) void document.loadingTask.destroy();
    this.all = pages;
  }

  #add(turn: number, numbers: readonly number[], opened: OpenPDF | undefined): void {
    if (turn !== this.#turn) {
      void opened?.document.loadingTask.destroy();
      return;
    }
    opened?.pages.forEach((page, i) => {
      const number = numbers[i];
      if (number) this.#sheets.set(number, { look: this.all[number - 1]?.look ?? '', document: opened.document, page });
    });
    this.#opening = false;
    this.failed = false;
    void this.draw();
  }

  /** A place for a page came on the screen; the function it returns takes it away. */
  hold(page: number, holder: HTMLElement): () => void {
    this.#holders.set(page, holder);
    return () => {
      drop(holder.querySelector('canvas'));
      this.#holders.delete(page);
      this.#visible.delete(page);
      this.#drawn.delete(page);
      this.#laid.delete(page);
    };
  }

  /** A page came into sight, or went out of it. */
  seen(page: number, visible: boolean): void {
    if (visible) this.#visible.add(page);
    else this.#visible.delete(page);
    if (visible) void this.draw();
  }

  /** Draws what is in sight and not drawn yet, as the pages and the scale are now. */
  async draw(): Promise<void> {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#again) {
      this.#again = false;
      const next = this.#next();
      if (next) {
        await this.#render(next);
        this.#again = true;
      }
    }
    this.#busy = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#lay(), pause);
    if (!this.#opening && this.#stale().some((number) => !this.#sheets.has(number))) this.#want?.();
  }

  /** The pages in sight that show something else than they should, the most wanted first. */
  #stale(): number[] {
    return [...this.#visible]
      .filter((number) => {
        const page = this.all[number - 1];
        const drawn = this.#drawn.get(number);
        return page && this.#holders.has(number) && (drawn?.look !== page.look || drawn.scale !== this.scale);
      })
      .sort((a, b) => Number(b === this.first) - Number(a === this.first) || a - b);
  }

  #next(): number | undefined {
    return this.#stale().find((number) => this.#sheets.has(number));
  }

  async #render(number: number): Promise<void> {
    const sheet = this.#sheets.get(number);
    if (!sheet) return;
    const { scale } = this;
    try {
      const drawing = drawPage(sheet.page, scale * devicePixelRatio);
      this.#drawing = { number, sheet, task: drawing.task };
      await drawing.task.promise;
      const holder = this.#holders.get(number);
      drop(holder?.querySelector('canvas'));
      holder?.prepend(drawing.canvas);
      this.#drawn.set(number, { look: sheet.look, scale });
    } catch {
      // One that was dropped for a newer one is no failure. One that cannot be drawn is not tried again.
      if (this.#sheets.get(number) !== sheet) return;
      this.#drawn.set(number, { look: sheet.look, scale });
      this.failed = true;
    } finally {
      this.#drawing = undefined;
    }
  }

  /** Lays words over the pages in sight, to be selected. */
  async #lay(): Promise<void> {
    for (const number of [...this.#visible].sort((a, b) => a - b)) {
      const sheet = this.#sheets.get(number);
      const holder = this.#holders.get(number);
      if (!sheet || !holder || this.#busy || this.#laid.get(number) === sheet.look || this.#drawn.get(number)?.look !== sheet.look) continue;
      this.#laid.set(number, sheet.look);
      try {
        const layer = await layText(sheet.page);
        if (this.#laid.get(number) !== sheet.look) continue;
        const old = holder.querySelector<HTMLElement>('.textLayer');
        if (old) morph(old, layer);
        else holder.append(layer);
      } catch {
        // The page can be seen; its words are in the text beside it.
        if (this.#laid.get(number) === sheet.look) this.#laid.delete(number);
      }
    }
  }

  /** Lets go of the files. */
  close(): void {
    this.#turn++;
    this.#opening = false;
    clearTimeout(this.#timer);
    const { all } = this;
    this.#drop([]);
    this.all = all;
  }
}
