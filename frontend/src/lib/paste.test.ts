import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';

/** The text for a privacy statement as the engine makes it for several kinds of clients: whole pages, and a part to paste. */
const made = import.meta.glob<string>('../../../app/engine/testdata/statement/*.html', { query: '?raw', import: 'default', eager: true });
const part = '-long.html';
const names = Object.keys(made);

describe('HTML to paste is clean', () => {
  test('there is some of each kind', () => {
    expect(names.filter((name) => name.endsWith(part)).length).toBeGreaterThanOrEqual(4);
    expect(names.length).toBeGreaterThanOrEqual(8);
  });

  test.each(names)('%s', async (name) => {
    const page = !name.endsWith(part);
    const rules = new HtmlValidate({
      root: true,
      extends: page ? ['html-validate:recommended', 'html-validate:document'] : ['html-validate:recommended'],
      // What is pasted begins at the level that was asked for; a page says whose text it is, however long that name is.
      rules: { 'heading-level': ['error', { minInitialRank: page ? 'h1' : 'h3' }], 'long-title': 'off' },
    });
    const report = await rules.validateString(made[name] ?? '', name);
    expect(report.results.flatMap((result) => result.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`))).toEqual([]);
  });
});
