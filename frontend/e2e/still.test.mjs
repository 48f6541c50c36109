/** Nothing moves in the form while one types in it, also where what one types is wrong. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawnAgain, open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

test('nothing moves while one types', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.drawn();
  await page.evaluate(() => {
    globalThis.moved = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        for (const { node, previousRect: from, currentRect: to } of entry.sources) {
          const element = node?.nodeType === 1 ? node : node?.parentElement;
          if (element?.closest('.form, header') && !element.closest('.pages')) globalThis.moved.push(`${element.tagName} ${element.textContent?.trim().slice(0, 30)}: ${from.y} → ${to.y}`);
        }
      }
    });
    observer.observe({ type: 'layout-shift' });
    // From here on: what moved until now has been drawn, and is known.
    globalThis.anew = async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      observer.takeRecords();
      globalThis.moved = [];
    };
  });
  await window.field('/controller/kvk').focus();
  await page.keyboard.press('End');
  for (const key of ['Backspace', 'Backspace', '9', 'x', 'Backspace', '1', '2', '3']) {
    await page.keyboard.press(key);
    await drawnAgain(page);
  }
  await window.saved(); // and judged
  await drawnAgain(page, 4);
  assert.deepEqual(await page.evaluate(() => globalThis.moved), []);
  await window.section('services');
  const purpose = window.field('/processing/services/0/purpose');
  await purpose.focus();
  await purpose.press('Control+a');
  await page.evaluate(() => globalThis.anew()); // the other part of the form came in
  await page.keyboard.press('Backspace');
  await window.saved();
  await drawnAgain(page, 4);
  assert.deepEqual(await page.evaluate(() => globalThis.moved), []);
  // A ruler that measures nothing would find the same.
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => globalThis.moved.length > 0);
  await window.close();
});

test('what one has in hand stays where it is when something above it is told', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  const street = window.field('/controller/address/street');
  const at = (field) => field.evaluate((control) => Math.round(control.getBoundingClientRect().top));
  await street.focus();
  await window.field('/controller/kvk').fill('12');
  const before = await at(street);
  await street.focus();
  await page.locator('[data-path="/controller/kvk"].invalid').waitFor();
  await drawnAgain(page, 4);
  assert.equal(await at(street), before);
  // Nor does the field that is wrong go aside.
  const left = (path) => window.field(path).evaluate((control) => control.getBoundingClientRect().left);
  assert.equal(await left('/controller/kvk'), await left('/controller/name'));
  await window.close();
});
