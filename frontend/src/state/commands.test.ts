import { beforeEach, expect, it, vi } from 'vitest';
import { Commands } from './commands';
import type { Program } from './program.svelte';

const go = vi.fn();
const commands = new Commands(() => ({ route: { view: 'client', client: 'c', section: 'client' }, can: { menu: false }, go }) as unknown as Program);
const escape = (of: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key: 'Escape', ...of });

beforeEach(() => {
  go.mockClear();
  document.body.innerHTML = '<section data-pane tabindex="-1"><input></section>';
});

it('leaves a client with Escape', () => {
  commands.key(escape());
  expect(go).toHaveBeenCalledOnce();
});

it('leaves nothing with Escape while a letter is composed, the key is held, or somebody took it', () => {
  const taken = escape({ cancelable: true });
  taken.preventDefault();
  for (const event of [escape({ isComposing: true }), escape({ repeat: true }), taken]) commands.key(event);
  expect(go).not.toHaveBeenCalled();
});

it('leaves the field first, and closes what is open before that', () => {
  const field = document.querySelector('input');
  field?.focus();
  commands.key(escape());
  expect([document.activeElement?.tagName, go.mock.calls.length]).toEqual(['SECTION', 0]);
  const closes = document.createElement('button');
  closes.dataset['closes'] = '';
  const closed = vi.fn();
  closes.addEventListener('click', closed);
  document.body.append(closes);
  commands.key(escape());
  expect([closed.mock.calls.length, go.mock.calls.length]).toEqual([1, 0]);
});
