import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineError, type dossier } from '../engine';
import { TestEngine } from '../testing/engine';
import { Editor } from './editor.svelte';

const t = (key: string) => key;
let engine: TestEngine;
let editor: Editor;
let told: string[];

beforeEach(() => {
  vi.useFakeTimers();
  engine = new TestEngine();
  told = [];
  editor = new Editor(engine.methods(), t, engine.open(), false, (text) => told.push(text));
});
afterEach(() => vi.useRealTimers());

const type = (text: string) => {
  for (let i = 1; i <= text.length; i++) editor.set('/controller/name', text.slice(0, i));
};

describe('the editor', () => {
  it('saves what was typed as one change, after a pause', async () => {
    type('Linde');
    expect(editor.dirty).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(engine.calls).toEqual(['change 1 Linde']);
    expect(editor.dirty).toBe(false);
  });

  it('saves at once when a field is left', async () => {
    type('Linde');
    editor.leave('/controller/name');
    await vi.advanceTimersByTimeAsync(1);
    expect(engine.versions.at(-1)?.controller.name).toBe('Linde');
  });

  it('stays unsaved while more is typed during a save', async () => {
    type('Linde');
    const saving = editor.save();
    await Promise.resolve(); // what is written now is on its way
    editor.set('/controller/name', 'Linde B.V.');
    await saving;
    expect(editor.dirty).toBe(true);
    await editor.save();
    expect(engine.versions.at(-1)?.controller.name).toBe('Linde B.V.');
    expect(editor.dirty).toBe(false);
  });

  it('keeps what could not be saved, and says why', async () => {
    engine.refuse = new EngineError('store.full', '', {}, 'Er is geen ruimte meer.');
    type('Linde');
    await editor.save();
    expect(editor.failure?.message).toBe('Er is geen ruimte meer.');
    expect(editor.dirty).toBe(true);
    await editor.save();
    expect(editor.failure).toBeUndefined();
    expect(engine.versions.at(-1)?.controller.name).toBe('Linde');
  });

  it('has what could not be saved in a copy', async () => {
    engine.refuse = new EngineError('store.full', '', {}, 'Er is geen ruimte meer.');
    type('Linde');
    expect(await editor.copy()).toEqual({ name: 'unsaved', data: 'Linde' });
    expect(editor.dirty).toBe(true);
    expect(await editor.copy()).toEqual({ name: 'kept', data: 'Linde' });
  });

  it('brings what another window saved together with what is here', async () => {
    engine.version = 7;
    type('Linde');
    await editor.save();
    expect(engine.calls).toContain('merge |Linde|');
    expect(told).toEqual(['app.merge.taken']);
    expect(editor.dirty).toBe(false);
    editor.set('/controller/kvk', '12345678');
    await editor.save();
    expect(editor.failure).toBeUndefined();
  });

  it('asks what stays of what was changed on both sides, and keeps both until then', async () => {
    engine.elsewhere('Iepenhof');
    type('Linde');
    await editor.save();
    expect(editor.merge?.differences.map((difference) => difference.theirs)).toEqual(['Iepenhof']);
    expect(editor.value('/controller/name')).toBe('Linde');
    expect(editor.dirty).toBe(true);
    await editor.settle({ '/controller/name': 'theirs' });
    expect(editor.merge).toBeUndefined();
    expect(editor.value('/controller/name')).toBe('Iepenhof');
    expect(editor.dirty).toBe(false);
  });

  it('loses nothing that is typed while it is settled', async () => {
    engine.elsewhere('Iepenhof');
    type('Linde');
    await editor.save();
    const settling = editor.settle({ '/controller/name': 'ours' });
    await Promise.resolve(); // what is settled is on its way
    editor.set('/controller/kvk', '12345678');
    await settling;
    expect(editor.dirty).toBe(true);
    await editor.save();
    expect(engine.versions.at(-1)?.controller).toMatchObject({ name: 'Linde', kvk: '12345678' });
    expect(editor.dirty).toBe(false);
  });

  it('asks what stays of what is here and what is in a file', async () => {
    const file = { name: 'klant.json', data: 'Iepenhof' };
    editor.ask(file, await engine.methods().ContinueFrom(file, {}));
    expect(editor.merge?.differences.map((difference) => difference.theirs)).toEqual(['Iepenhof']);
    expect(editor.dirty).toBe(false);
    await editor.settle({ '/controller/name': 'theirs' });
    expect(engine.calls).toEqual(['continue klant.json ', 'continue klant.json theirs']);
    expect([editor.merge, editor.file]).toEqual([undefined, undefined]);
    expect(editor.value('/controller/name')).toBe('Iepenhof');
  });

  it('takes nothing from a file that is declined', async () => {
    const file = { name: 'klant.json', data: 'Iepenhof' };
    editor.ask(file, await engine.methods().ContinueFrom(file, {}));
    editor.decline();
    type('Linde');
    await editor.save();
    expect([editor.merge, editor.file]).toEqual([undefined, undefined]);
    expect(engine.versions.at(-1)?.controller.name).toBe('Linde');
  });

  it('takes back what was not saved yet, and tells where', async () => {
    type('Linde');
    expect(await editor.undo()).toBe('/controller/name');
    expect(editor.value('/controller/name')).toBe('');
    expect(await editor.redo()).toBe('/controller/name');
    expect(editor.value('/controller/name')).toBe('Linde');
  });
});

describe('what another window saves', () => {
  it('is taken over while nothing here is unsaved', async () => {
    engine.elsewhere('Iepenhof');
    expect(await editor.follow()).toBe(true);
    expect(editor.value('/controller/name')).toBe('Iepenhof');
    expect(editor.problems).toEqual([]);
    expect(editor.dirty).toBe(false);
    editor.set('/controller/kvk', '12345678');
    await editor.save();
    expect(engine.versions.at(-1)?.controller).toMatchObject({ name: 'Iepenhof', kvk: '12345678' });
    expect(engine.calls).not.toContain('merge');
  });

  it('changes nothing when only a document was made', async () => {
    const { dossier, revision } = editor;
    expect(await editor.follow()).toBe(false);
    expect(editor.dossier).toBe(dossier);
    expect(editor.revision).toBe(revision);
  });

  it('meets what is not saved here at the next save', async () => {
    engine.elsewhere('Iepenhof');
    type('Linde');
    expect(await editor.follow()).toBe(false);
    expect(editor.value('/controller/name')).toBe('Linde');
    await editor.save();
    expect(editor.merge?.differences.map((difference) => difference.theirs)).toEqual(['Iepenhof']);
  });

  it('does not overwrite what was typed while it was asked for', async () => {
    engine.elsewhere('Iepenhof');
    const following = editor.follow();
    await Promise.resolve();
    type('Linde');
    expect(await following).toBe(false);
    expect(editor.value('/controller/name')).toBe('Linde');
  });

  it('leaves the field in hand alone until that is left', async () => {
    type('Linde');
    await editor.save();
    editor.enter('/controller/name');
    engine.elsewhere('Iepenhof');
    expect(await editor.follow()).toBe(false);
    expect(editor.value('/controller/name')).toBe('Linde');
    editor.leave('/controller/name');
    await vi.advanceTimersByTimeAsync(1);
    expect(editor.value('/controller/name')).toBe('Iepenhof');
  });

  it('is taken over beside the field in hand', async () => {
    editor.enter('/controller/kvk');
    engine.elsewhere('Iepenhof');
    expect(await editor.follow()).toBe(true);
    expect(editor.value('/controller/name')).toBe('Iepenhof');
  });

  it('does not put another row under the field in hand', async () => {
    const row = (id: string) => ({ id, name: '', until: '' }) as dossier.Subprocessor;
    engine.elsewhere('Linde', (next) => (next.subprocessors = [row('a'), row('b'), row('c')]));
    await editor.follow();
    editor.enter('/subprocessors/1/until');
    engine.elsewhere('Linde', (next) => next.subprocessors.shift());
    expect(await editor.follow()).toBe(false);
    expect(editor.value('/subprocessors/1/id')).toBe('b');
    editor.leave('/subprocessors/1/until');
    await vi.advanceTimersByTimeAsync(1);
    expect(editor.value('/subprocessors/1/id')).toBe('c');
  });

  it('waits while something is typed that is in no field yet', async () => {
    editor.draft(true);
    engine.elsewhere('Iepenhof');
    expect(await editor.follow()).toBe(false);
    editor.draft(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(editor.value('/controller/name')).toBe('Iepenhof');
  });

  it('is said of the value also when something was pressed while it was saved', async () => {
    let pressed = true;
    vi.spyOn(document, 'querySelector').mockImplementation(() => (pressed ? document.body : null));
    const moved = { severity: 'warning', path: '/subprocessors/0/register', code: 'moved', args: {}, message: '' };
    editor.set('/controller/kvk', '12345678');
    await editor.save();
    const now = { ...engine.open(), problems: [moved] };
    engine.open = () => now;
    await editor.follow();
    expect(editor.problems).toEqual([moved]);
    pressed = false;
    await vi.advanceTimersByTimeAsync(100);
    vi.restoreAllMocks();
    expect(editor.problems).toEqual([moved]);
  });

  it('is told when it is gone', async () => {
    engine.gone = true;
    expect(await editor.follow()).toBe(false);
    expect(editor.merge?.gone).toBe(true);
  });
});

describe('a field', () => {
  it('says nothing before it is left', async () => {
    expect(editor.shown('/controller/name')).toEqual([]);
    editor.enter('/controller/name');
    editor.leave('/controller/name');
    await vi.advanceTimersByTimeAsync(1);
    expect(editor.shown('/controller/name')).toHaveLength(1);
  });

  it('does not change what it says while one types in it', async () => {
    editor.enter('/controller/name');
    editor.leave('/controller/name');
    await vi.advanceTimersByTimeAsync(1);
    editor.enter('/controller/name');
    type('Linde');
    await editor.save();
    expect(editor.shown('/controller/name')).toHaveLength(1);
    editor.leave('/controller/name');
    await vi.advanceTimersByTimeAsync(1);
    expect(editor.shown('/controller/name')).toEqual([]);
  });
});
