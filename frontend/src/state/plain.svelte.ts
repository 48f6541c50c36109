import type { desk } from '../engine';
import type { Args } from '../lib/messages';
import { get, set } from '../lib/pointer';
import type { Form } from './form';

/** Values that are asked on the way to something and kept nowhere. Nothing is found wrong with them: what they become is checked. */
export class Plain<T extends object> implements Form {
  readonly excuses = false;
  data = $state<T>() as T;

  constructor(
    readonly t: (key: string, args?: Args) => string,
    data: T,
  ) {
    this.data = data;
  }

  value(path: string): unknown {
    return get(this.data, path);
  }

  set(path: string, value: unknown): void {
    set(this.data, path, value);
  }

  part(): Promise<void> {
    return Promise.resolve();
  }

  enter(): void {
    // there is nothing to mark
  }

  leave(): void {
    // there is nothing to keep
  }

  shown(): readonly desk.Problem[] {
    return [];
  }
}
