import { expect, it } from 'vitest';
import { EngineError, type desk } from '../engine';
import type { Desk } from './form';
import { Preferences } from './preferences.svelte';
import { Program } from './program.svelte';

/** A window on an engine that keeps settings as soon as it is told to, and those it has kept. */
function settings() {
  let first = { language: 'nl', timestampUrl: '', trusted: [] as string[] } as unknown as desk.Settings;
  const waiting: (() => void)[] = [];
  const engine = {
    kept: () => first,
    refuse: false,
    /** Lets it answer what it was asked. */
    answer: async () => {
      for (let rounds = 0; rounds < 20; rounds++) {
        waiting.shift()?.();
        await Promise.resolve();
      }
    },
  };
  const program = new Program({
    SetSettings: (_base: desk.Settings, next: desk.Settings) =>
      new Promise<desk.Settings>((resolve, reject) => {
        waiting.push(() => {
          if (engine.refuse) {
            reject(new EngineError('store.full', '', {}, 'vol'));
            return;
          }
          first = structuredClone(next);
          resolve(structuredClone(next));
        });
      }),
  } as Partial<Desk>);
  program.state = { settings: first } as desk.State;
  program.preferences = new Preferences(program, first);
  return { engine, program, form: program.preferences };
}

it('keeps one change and the next, though the first is still on its way', async () => {
  const { engine, form } = settings();
  form.set('/timestampUrl', 'http://tsa.example/');
  void form.keep();
  form.set('/trusted', ['x']);
  void form.keep();
  await engine.answer();
  expect(engine.kept()).toMatchObject({ timestampUrl: 'http://tsa.example/', trusted: ['x'] });
  expect(form.dirty).toBe(false);
});

it('is unsaved until it is kept', async () => {
  const { engine, program, form } = settings();
  engine.refuse = true;
  form.set('/timestampUrl', 'http://tsa.example/');
  expect(program.unsaved).toBe(true);
  void form.keep();
  await engine.answer();
  expect([program.unsaved, program.failure]).toEqual([true, 'vol']);
  engine.refuse = false;
  void form.keep();
  await engine.answer();
  expect(program.unsaved).toBe(false);
  expect(engine.kept()).toMatchObject({ timestampUrl: 'http://tsa.example/' });
});
