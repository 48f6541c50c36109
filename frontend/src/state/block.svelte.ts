import { EngineError, type desk } from '../engine';
import { bytes } from '../lib/bytes';
import { drawFile } from '../lib/pdf';
import type { Desk } from './form';

/** A block with its picture; there is none when it could not be drawn, or is not seen. */
interface Shown {
  block: desk.Block;
  /** What is in the picture, for who does not see it. */
  words: string;
  wide: number;
  canvas: HTMLCanvasElement | undefined;
}

/**
 * The visible block of a signature before it is put, as the engine draws it. It follows what one chooses: of what is chosen while one block
 * is being drawn only the last is drawn next, and the old one stands until then.
 */
export class Block {
  shown = $state.raw<Shown>();
  failure = $state('');
  /** As those of our own documents, until a document has said how large its field is. */
  shape = $state.raw({ width: 290, height: 84 });

  readonly #desk: Desk;
  #request: Promise<desk.SignRequest> | undefined;
  #look: string[] = [];
  #wide = 0;
  #busy = false;
  #again = false;

  constructor(engine: Desk) {
    this.#desk = engine;
  }

  /** Shows the block of a request, with words for what is drawn or typed in it; without a request there is none. */
  follow(request: Promise<desk.SignRequest> | undefined, look: string[] = []): void {
    this.#request = request;
    this.#look = look;
    if (!request) this.#become(undefined, '');
    void this.#work();
  }

  /** Shows it that many pixels of the screen wide. */
  resize(wide: number): void {
    this.#wide = wide;
    void this.#work();
  }

  async #work(): Promise<void> {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#again) {
      this.#again = false;
      if (this.#request && this.#wide > 0) await this.#show(this.#request, this.#look, this.#wide);
    }
    this.#busy = false;
  }

  async #show(request: Promise<desk.SignRequest>, look: string[], wide: number): Promise<void> {
    try {
      const block = await this.#desk.Block(await request);
      const { shown } = this;
      const same = shown?.block.pdf === block.pdf && shown.wide === wide;
      const canvas = same ? shown.canvas : await picture(block, wide);
      if (this.#request) this.#become({ block, words: [...look, ...block.words].join('; '), wide, canvas }, '');
    } catch (reason) {
      if (this.#request) this.#become(undefined, EngineError.from(reason).message);
    }
  }

  #become(shown: Shown | undefined, failure: string): void {
    this.shown = shown;
    if (shown && shown.block.pdf !== '') this.shape = { width: shown.block.width, height: shown.block.height };
    this.failure = failure;
  }
}

/** What cannot be drawn on this screen is no less in the document, and its words are known. */
async function picture(block: desk.Block, wide: number): Promise<HTMLCanvasElement | undefined> {
  if (block.pdf === '') return undefined;
  return drawFile(bytes(block.pdf), wide / block.width).catch(() => undefined);
}
