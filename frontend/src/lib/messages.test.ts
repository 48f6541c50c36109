import { describe, expect, it } from 'vitest';
import nl from '../../../locales/nl.json';
import en from '../../../locales/en.json';
import { loadMessages, Messages, type Message } from './messages';

describe('messages', () => {
  const messages = new Messages('nl', { row: { one: '{{.Count}} rij', other: '{{.Count}} rijen' }, to: 'Aan {{.Name}}' });

  it('chooses the plural by the count', () => {
    expect([0, 1, 2].map((Count) => messages.t('row', { Count }))).toEqual(['0 rijen', '1 rij', '2 rijen']);
  });
  it('puts values in as they are', () => {
    expect(messages.t('to', { Name: '{{.Count}} $& <b>' })).toBe('Aan {{.Count}} $& <b>');
  });
  it('closes no sentence twice, whatever message ends with a name', () => {
    const ends = [nl, en].flatMap((all) => Object.entries(all as Record<string, Message>).filter(([, m]) => /\{\{\.\w+\}\}\.( |"|$)/.test(JSON.stringify(m))));
    expect(ends.length).toBeGreaterThan(40);
    for (const [key, message] of ends) {
      const args = Object.fromEntries([...JSON.stringify(message).matchAll(/\{\{\.(\w+)\}\}/g)].map(([, name]) => [name ?? '', 'De Linde B.V.']));
      expect(new Messages('nl', { [key]: message }).t(key, args)).not.toContain('..');
    }
    expect(new Messages('nl', { to: 'Aan {{.Name}}...' }).t('to', { Name: 'X B.V.' })).toBe('Aan X B.V....');
  });
  it('leaves a variable that nobody gave, and a key that nobody wrote, to be seen', () => {
    expect(messages.t('to')).toBe('Aan {{.Name}}');
    expect(messages.t('no.such.key')).toBe('no.such.key');
  });
  it('speaks Dutch for a language that there is not', async () => {
    expect((await loadMessages('xx')).lang).toBe('nl');
  });
});

describe('the words of the window', () => {
  const sources = import.meta.glob<string>(['../**/*.svelte', '../**/*.ts', '!../**/*.test.ts'], { query: '?raw', import: 'default', eager: true });
  const text = Object.values(sources).join('\n');
  const used = new Set([...text.matchAll(/'(app\.[\w.-]+)'/g)].map((match) => match[1] ?? ''));
  /** Keys that are put together: what stands before the part that changes. */
  const families = [...text.matchAll(/`(app\.[\w.-]*)\$\{/g)].map((match) => match[1] ?? '');

  it('are all there', () => {
    expect([...used].filter((key) => !(key in nl))).toEqual([]);
    expect(families.filter((start) => !Object.keys(nl).some((key) => key.startsWith(start)))).toEqual([]);
  });
  it('are what the views ask for, and no words that only the engine has', () => {
    const asked = [...text.matchAll(/\bt\(['`]([\w.-]+)/g)].map((match) => match[1] ?? '');
    expect(asked.filter((key) => !/^(app|language)\./.test(key))).toEqual([]);
  });
  it('are all used', () => {
    const spare = Object.keys(nl).filter((key) => key.startsWith('app.') && !used.has(key) && !families.some((start) => key.startsWith(start)));
    expect(spare).toEqual([]);
  });
  it('take the same variables in both languages', () => {
    const variables = (message: Message) => [...new Set(JSON.stringify(message).match(/\{\{\.\w+\}\}/g))].sort();
    const differ = Object.entries(nl as Record<string, Message>).filter(
      ([key, message]) => key.startsWith('app.') && String(variables(message)) !== String(variables((en as Record<string, Message>)[key] ?? '')),
    );
    expect(differ).toEqual([]);
  });
});
