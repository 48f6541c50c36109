import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toClient } from '../lib/route';
import { TestEngine } from '../testing/engine';
import { Program } from './program.svelte';

let engine: TestEngine;
let program: Program;

beforeEach(async () => {
  vi.stubGlobal('location', { hash: '' });
  document.body.innerHTML = `<main><div data-path="/controller/name"><input id="name"></div><input id="kvk"><button id="undo"></button></main>`;
  engine = new TestEngine();
  program = new Program(engine.methods());
  program.edit(engine.open(), true);
  program.arrive(toClient('client-1', 'terms'));
  for (const name of ['Linde', 'Iepenhof']) {
    program.editor?.set('/controller/name', name);
    await program.editor?.save();
  }
});
afterEach(() => vi.unstubAllGlobals());

const section = () => (program.route.view === 'client' ? program.route.section : program.route.view);
const at = (id: string) => document.querySelector<HTMLElement>(`#${id}`);

it('goes to where a change was taken back, from another part of the form', async () => {
  at('undo')?.focus();
  await program.steps.take('undo');
  expect([program.editor?.dossier.controller.name, section(), document.activeElement?.id]).toEqual(['Linde', 'client', 'name']);
});

it('leaves one where one went while it was taken back', async () => {
  const taking = program.steps.take('undo');
  program.go({ view: 'overview' });
  await taking;
  expect([program.editor?.dossier.controller.name, section()]).toEqual(['Linde', 'overview']);
});

it('leaves one in the field that one went to meanwhile', async () => {
  const taking = program.steps.take('undo');
  at('kvk')?.focus();
  await taking;
  expect([program.editor?.dossier.controller.name, section(), document.activeElement?.id]).toEqual(['Linde', 'terms', 'kvk']);
});

it('follows several that are taken back at once', async () => {
  const one = program.steps.take('undo');
  const two = program.steps.take('undo');
  await Promise.all([one, two]);
  expect([program.editor?.dossier.controller.name, section(), document.activeElement?.id]).toEqual(['', 'client', 'name']);
});

it('says nothing and goes nowhere when nothing was taken back', async () => {
  vi.spyOn(program.editor as object as { undo: () => Promise<undefined> }, 'undo').mockResolvedValue(undefined);
  await program.steps.take('undo');
  expect([program.announcement, section()]).toEqual(['', 'terms']);
});

it('has nothing to take back where there is no form', () => {
  expect(program.steps.can('undo')).toBe(true);
  expect(program.steps.can('redo')).toBe(false);
  program.go({ view: 'overview' });
  expect(program.steps.can('undo')).toBeUndefined();
});
