import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineError, type desk } from '../engine';
import { noDrawing } from '../lib/drawing';
import type { Desk } from './form';
import { Signing } from './signing.svelte';

vi.mock('../lib/picture', () => ({ pictureOf: (name: string) => Promise.resolve(`picture of ${name}`) }));

describe('signing', () => {
  let sent: desk.SignRequest[];
  let refuse: boolean;
  let signing: Signing;
  const strokes = { width: 400, height: 100, strokes: [[{ x: 1, y: 2 }]] };

  beforeEach(() => {
    sent = [];
    refuse = false;
    const methods: Pick<Desk, 'Sign'> = {
      Sign: (request) => {
        sent.push(request);
        return refuse ? Promise.reject(new EngineError('sign.wrong-password', '', {}, 'Het wachtwoord klopt niet.')) : Promise.resolve({} as desk.Signed);
      },
    };
    signing = new Signing(methods as Desk);
    Object.assign(signing, { identity: 'i', password: 'geheim', reason: 'Akkoord', typed: ' Sander ' });
  });

  it('signs what was shown', async () => {
    const shown = await signing.request('d');
    expect(shown).toEqual({
      document: 'd', identity: 'i', password: '', party: 'processor', place: '', reason: 'Akkoord', level: 'B-B',
      drawing: { ...noDrawing, png: 'picture of Sander' }, mandate: false,
    });
    await signing.sign('d');
    expect(sent).toEqual([{ ...shown, password: 'geheim' }]);
  });

  it('signs for the client by mandate alone', async () => {
    signing.party = 'controller';
    expect(signing.ready).toBe(false);
    signing.mandate = true;
    expect([signing.ready, (await signing.request('d')).mandate]).toEqual([true, true]);
    signing.party = 'processor';
    expect((await signing.request('d')).mandate).toBe(false);
  });

  it('puts beside the words what was chosen', async () => {
    signing.drawing = strokes;
    const beside = async (look: Signing['look']) => {
      signing.look = look;
      return (await signing.request('d')).drawing;
    };
    expect([await beside('drawn'), await beside('none')]).toEqual([strokes, noDrawing]);
    signing.typed = ' ';
    expect(await beside('typed')).toEqual(noDrawing);
  });

  it('keeps a drawing that did not come in a file, and puts one that did only once', async () => {
    Object.assign(signing, { look: 'drawn', drawing: strokes });
    refuse = true;
    expect(await signing.sign('d')).toBe(false);
    expect([signing.drawing, signing.password, signing.ready]).toEqual([strokes, 'geheim', true]);
    refuse = false;
    expect(await signing.sign('d')).toBe(true);
    expect([signing.drawing, signing.password, signing.ready]).toEqual([noDrawing, '', false]);
  });
});
