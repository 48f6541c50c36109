import { onMount } from 'svelte';
import { EngineError } from '../engine';
import type { Program } from './program.svelte';

/** Something that a screen asks the engine for, and asks anew when another window did something. */
export class Asked<T> {
  /** What the answer was; undefined as long as there is none. */
  answer = $state.raw<T>();
  /** Why there is none, in words. */
  failure = $state('');
  readonly #ask: () => Promise<T>;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
    this.again();
  }

  readonly again = (): void => {
    this.failure = '';
    this.#ask().then(
      (answer) => (this.answer = answer),
      (reason: unknown) => (this.failure = EngineError.from(reason).message),
    );
  };
}

/** Asks for as long as the component is there that calls it. */
export function useAsked<T>(program: Program, ask: () => Promise<T>): Asked<T> {
  const asked = new Asked(ask);
  onMount(() => program.follow(asked.again));
  return asked;
}
