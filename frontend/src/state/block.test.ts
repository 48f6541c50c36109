import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineError, type desk } from '../engine';
import { Block } from './block.svelte';
import type { Desk } from './form';

const drawn: number[] = [];
vi.mock('../lib/pdf', () => ({
  drawFile: (_: Uint8Array, scale: number) => {
    drawn.push(scale);
    return Promise.resolve(document.createElement('canvas'));
  },
}));

/** An engine whose blocks say the reason, and come when they are let go. */
class Engine {
  readonly asked: string[] = [];
  #waiting: (() => void)[] = [];

  methods(): Desk {
    const methods: Pick<Desk, 'Block'> = {
      Block: async ({ reason, party }) => {
        this.asked.push(reason);
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
        if (reason === 'refused') throw new EngineError('sign.no-glyph', '', {}, 'Dat teken is er niet.');
        if (party === 'unseen') return { pdf: '', width: 0, height: 0, words: [] };
        return { pdf: btoa(reason), width: 290, height: 84, words: [reason] };
      },
    };
    return methods as Desk;
  }

  async answer(): Promise<void> {
    this.#waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

describe('the block', () => {
  let engine: Engine;
  let block: Block;
  const follow = async (reason: string, party = 'processor') => {
    const drawing: desk.Drawing = { width: 0, height: 0, strokes: [] };
    block.follow(Promise.resolve({ document: 'd', identity: 'i', password: '', party, place: '', reason, level: 'B-B', drawing, mandate: false }));
    await new Promise((resolve) => setTimeout(resolve));
  };

  beforeEach(() => {
    drawn.length = 0;
    engine = new Engine();
    block = new Block(engine.methods());
    block.resize(580);
  });

  it('is drawn with its words, as wide as there is room', async () => {
    await follow('Akkoord');
    await engine.answer();
    expect(block.shown?.block.words).toEqual(['Akkoord']);
    expect(drawn).toEqual([2]);
  });

  it('passes by what was chosen in between', async () => {
    for (const reason of ['A', 'Ak', 'Akk', 'Akkoord']) await follow(reason);
    await engine.answer();
    expect(block.shown?.block.words).toEqual(['A']);
    await engine.answer();
    expect(engine.asked).toEqual(['A', 'Akkoord']);
    expect(block.shown?.block.words).toEqual(['Akkoord']);
  });

  it('is drawn anew only when it looks otherwise', async () => {
    await follow('Akkoord');
    await engine.answer();
    await follow('Akkoord');
    await engine.answer();
    expect(drawn).toEqual([2]);
    block.resize(290);
    await new Promise((resolve) => setTimeout(resolve));
    await engine.answer();
    expect(drawn).toEqual([2, 1]);
  });

  it('says why there is none, until there is one', async () => {
    await follow('refused');
    await engine.answer();
    expect([block.failure, block.shown]).toEqual(['Dat teken is er niet.', undefined]);
    await follow('Akkoord');
    await engine.answer();
    expect([block.failure, block.shown?.block.words]).toEqual(['', ['Akkoord']]);
  });

  it('is not drawn when the field is not seen', async () => {
    await follow('Akkoord', 'unseen');
    await engine.answer();
    expect([block.shown?.canvas, drawn]).toEqual([undefined, []]);
  });

  it('is gone when there is nobody to sign, also when it comes after that', async () => {
    await follow('Akkoord');
    block.follow(undefined);
    await engine.answer();
    expect(block.shown).toBeUndefined();
  });
});
