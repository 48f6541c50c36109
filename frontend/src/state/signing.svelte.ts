import { EngineError, type desk } from '../engine';
import { noDrawing } from '../lib/drawing';
import { pictureOf } from '../lib/picture';
import type { Desk } from './form';

/** Putting a signature on a document: what one chooses, and what became of it. */
export class Signing {
  identity = $state('');
  password = $state('');
  party = $state<'processor' | 'processor-2' | 'controller' | 'controller-2' | 'legal'>('processor');
  /** Who signs for the client has its mandate: the identities here are JEX's. */
  mandate = $state(false);
  place = $state('');
  reason = $state('');
  level = $state('B-B');
  /** What stands in the block beside the words. */
  look = $state<'none' | 'typed' | 'drawn'>('typed');
  /** The name of who signs for the party, until another is typed. */
  typed = $derived.by(() => this.#person(this.party));
  drawing = $state.raw(noDrawing);
  busy = $state(false);
  failure = $state.raw<EngineError>();
  result = $state.raw<desk.Signed>();

  readonly #desk: Desk;
  readonly #person: (party: Signing['party']) => string;
  readonly #name = $derived(this.typed.trim());
  readonly #picture = $derived(this.#name === '' ? undefined : pictureOf(this.#name));

  constructor(engine: Desk, person: (party: Signing['party']) => string = () => '') {
    this.#desk = engine;
    this.#person = person;
  }

  /** There is an identity, a mandate where one is needed, and a signature on the field when there is to be one. */
  get ready(): boolean {
    return !this.busy && this.identity !== '' && (!this.party.startsWith('controller') || this.mandate) && (this.look !== 'drawn' || this.drawing.strokes.length > 0);
  }

  async #drawn(): Promise<desk.Drawing> {
    switch (this.look) {
      case 'typed':
        return this.#picture ? { ...noDrawing, png: await this.#picture } : noDrawing;
      case 'drawn':
        return this.drawing;
      case 'none':
        return noDrawing;
    }
  }

  /** What is chosen now, without the password: the block of this is shown, and this is what is signed. */
  async request(document: string): Promise<desk.SignRequest> {
    const { identity, party, place, reason, level, mandate } = this;
    return { document, identity, password: '', party, place, reason, level, drawing: await this.#drawn(), mandate: party.startsWith('controller') && mandate };
  }

  /** Signs. What was filled in stays when that fails. */
  async sign(document: string): Promise<boolean> {
    this.busy = true;
    this.failure = undefined;
    try {
      this.result = await this.#desk.Sign({ ...(await this.request(document)), password: this.password });
      this.password = '';
      this.drawing = noDrawing;
      return true;
    } catch (reason) {
      this.failure = EngineError.from(reason);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
