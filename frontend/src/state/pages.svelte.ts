import { drawPage, layText, openPDF, type PDFDocumentProxy } from '../lib/pdf';

/** The pages of a file on the screen. Of several files only the newest is drawn, and the old one stands until then. */
export class Pages {
  /** Sizes in points. */
  sizes = $state.raw<{ width: number; height: number }[]>([]);
  failed = $state(false);

  /** Pixels of the screen that a point is. */
  scale = 1;
  /** The page to draw before others. */
  first = 1;
  readonly #holders = new Map<number, HTMLElement>();
  readonly #visible = new Set<number>();
  readonly #drawn = new Map<number, string>();
  #document: PDFDocumentProxy | undefined;
  #turn = 0;

  /** Shows a file. */
  async show(file: Uint8Array): Promise<void> {
    const turn = ++this.#turn;
    try {
      const opened = await openPDF(file);
      if (turn !== this.#turn) return void opened.loadingTask.destroy();
      const old = this.#document;
      this.#document = opened;
      if (this.sizes.length !== opened.numPages) this.sizes = await measure(opened);
      this.failed = false;
      await this.#draw();
      await old?.loadingTask.destroy();
    } catch {
      // A file that came too late was closed under its own drawing.
      if (turn === this.#turn) this.failed = true;
    }
  }

  /** A place for a page came on the screen; the function it returns takes it away. */
  hold(page: number, holder: HTMLElement): () => void {
    this.#holders.set(page, holder);
    return () => {
      this.#holders.delete(page);
      this.#visible.delete(page);
      this.#drawn.delete(page);
    };
  }

  /** A page came into sight, or went out of it. */
  sight(page: number, visible: boolean): void {
    if (visible) this.#visible.add(page);
    else this.#visible.delete(page);
    if (visible) void this.draw();
  }

  /** Draws what is in sight and not drawn yet, as the file and the scale are now. */
  async draw(): Promise<void> {
    const turn = this.#turn;
    try {
      await this.#draw();
    } catch {
      // A file that was replaced was closed under its own drawing.
      if (turn === this.#turn) this.failed = true;
    }
  }

  async #draw(): Promise<void> {
    const turn = this.#turn;
    const want = `${turn} ${this.scale}`;
    const order = [...this.#visible].sort((a, b) => Number(b === this.first) - Number(a === this.first) || a - b);
    for (const number of order) {
      const holder = this.#holders.get(number);
      if (!holder || this.#drawn.get(number) === want || !this.#document || number > this.#document.numPages) continue;
      this.#drawn.set(number, want);
      const page = await this.#document.getPage(number);
      const canvas = await drawPage(page, this.scale * devicePixelRatio);
      if (turn !== this.#turn) return;
      holder.querySelector('canvas')?.remove();
      holder.prepend(canvas);
      void layText(page).then(
        (layer) => {
          if (turn !== this.#turn) return;
          holder.querySelector('.textLayer')?.remove();
          holder.append(layer);
        },
        () => undefined, // the page can be seen; its words are in the text beside it
      );
    }
  }

  /** Lets go of the file. */
  close(): void {
    this.#turn++;
    void this.#document?.loadingTask.destroy();
  }
}

async function measure(file: PDFDocumentProxy): Promise<{ width: number; height: number }[]> {
  const pages = await Promise.all(Array.from({ length: file.numPages }, (_, i) => file.getPage(i + 1)));
  return pages.map((page) => {
    const { width, height } = page.getViewport({ scale: 1 });
    return { width, height };
  });
}
