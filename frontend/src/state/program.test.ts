import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { EngineError } from '../engine';
import { TestEngine } from '../testing/engine';
import { Program } from './program.svelte';

it('says that something is unsaved as long as that is so of any client', async () => {
  const engine = new TestEngine();
  const program = new Program(engine.methods());
  const end = program.watch();
  const said = () => {
    flushSync();
    return engine.calls.filter((call) => call === 'unsaved' || call === 'saved');
  };
  expect(said()).toEqual([]);

  program.edit(engine.open(), true);
  const first = program.editor;
  first?.set('/controller/name', 'Linde');
  engine.refuse = new EngineError('store.full', '', {}, 'Er is geen ruimte meer.');
  await first?.save();
  expect(said()).toEqual(['unsaved']);

  program.edit({ ...engine.open(), id: 'client-2' }, true);
  program.editor?.set('/controller/name', 'Wilg');
  await program.editor?.save();
  expect(program.editor?.dirty).toBe(false);
  expect(said()).toEqual(['unsaved']);

  await first?.settle({ '/controller/name': 'ours' });
  expect(said()).toEqual(['unsaved', 'saved']);
  end();
});
