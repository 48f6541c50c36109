import type { desk } from '../engine';
import type { Args } from '../lib/messages';
import { get, set } from '../lib/pointer';
import type { Form } from './form';
import type { Program } from './program.svelte';

/** The organisation's own data: what a new client starts with. They are checked in the client they end up in. */
export class Organization implements Form {
  settings = $state<desk.Settings>() as desk.Settings;
  readonly #program: Program;

  constructor(program: Program, settings: desk.Settings) {
    this.#program = program;
    this.settings = structuredClone(settings);
  }

  t(key: string, args?: Args): string {
    return this.#program.t(key, args);
  }

  value(path: string): unknown {
    return get(this.settings, path);
  }

  set(path: string, value: unknown): void {
    set(this.settings, path, value);
  }

  enter(): void {}

  leave(): void {
    void this.keep();
  }

  shown(): readonly desk.Problem[] {
    return [];
  }

  /** Keeps the settings as they stand here. */
  async keep(): Promise<void> {
    await this.#program.attempt(this.#program.configure($state.snapshot(this.settings) as desk.Settings));
  }
}
