import { flushSync } from 'svelte';
import { expect, it, vi } from 'vitest';
import { EngineError } from '../engine';
import { Messages } from '../lib/messages';
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

it('looks at the first of several files, and says when there is nothing in it to read', () => {
  vi.stubGlobal('location', { hash: '' });
  const program = new Program(new TestEngine().methods());
  program.messages = new Messages('nl', { 'app.one-file': 'Dit is {{.Name}}.', 'app.no-file': '{{.Name}} is niet te lezen.' });
  program.receive([]);
  expect(program.checking.file).toBeUndefined();
  program.receive([{ name: 'map', data: '' }]);
  expect([program.checking.file, program.failure]).toEqual([undefined, 'map is niet te lezen.']);
  program.receive([
    { name: 'a.pdf', data: 'JVBERg==' },
    { name: 'b.pdf', data: '' },
  ]);
  expect([program.checking.file?.name, program.notice, program.route.view]).toEqual(['a.pdf', 'Dit is a.pdf.', 'check']);
  vi.unstubAllGlobals();
});
