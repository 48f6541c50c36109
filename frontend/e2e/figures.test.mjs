/** What is measured and printed: how soon the page follows a key, how soon the app is there, and how large it is. Nothing is asserted. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { listen, stages, watch } from './stages.mjs';
import { drawnAgain, open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const at = (values, share) => Math.round(values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]);

test('figures', async (t) => {
  const window = await app.window({ before: listen });
  const { page } = window;
  await window.button('example').waitFor();
  await page.waitForFunction(() => globalThis.first.usable !== undefined);
  const first = await page.evaluate(() => globalThis.first);
  t.diagnostic(`first usable screen: ${first.usable} ms (the engine is there and compiled after ${first.compiled}, has answered after ${first.answered})`);
  await window.example();
  await window.drawn();
  await page.evaluate(watch);
  await window.field('/controller/name').focus();
  for (let i = 0; i < 50; i++) {
    await page.keyboard.type('abcdefghij'[i % 10]);
    await page.waitForFunction((n) => globalThis.keys.length > n, i);
    await drawnAgain(page);
  }
  const keys = (await page.evaluate(() => globalThis.keys)).slice(10);
  const latencies = keys.map((key) => key.drawn - key.pressed);
  t.diagnostic(`keystroke to page: median ${at(latencies, 0.5)} ms, p95 ${at(latencies, 0.95)} ms (${keys.length} keys, the first ten left out)`);
  let last = 'pressed';
  for (const [stage, what] of Object.entries(stages)) {
    const from = last;
    t.diagnostic(`  ${String(at(keys.map((key) => key[stage] - key[from]), 0.5)).padStart(4)} ms  ${what}`);
    last = stage;
  }

  for (const file of readdirSync(app.site, { recursive: true }).sort()) {
    const path = join(app.site, file);
    if (!/\.(wasm|data|js|css|html)$/.test(file) || !statSync(path).isFile()) continue;
    const br = statSync(path + '.br', { throwIfNoEntry: false })?.size;
    t.diagnostic(`${file}: ${readFileSync(path).length} bytes${br ? `, ${br} with brotli` : ''}`);
  }
  await window.close();
});
