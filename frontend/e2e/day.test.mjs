/** A day is typed and read in the language of the app, whatever that of the browser, or chosen from a calendar. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const place = '/mainAgreement/date';

/** The day as it is kept. */
const kept = (window) => window.page.evaluate((client) => globalThis.go.desk.Desk.Open(client).then(({ dossier }) => dossier.mainAgreement.date), window.page.url().split('/').at(-3));

test('what is typed is the day that it says', async () => {
  for (const [lang, browser] of [['nl', 'en-US'], ['en', 'nl-NL']]) {
    const window = await app.window({ lang, browser });
    const { page } = window;
    await page.evaluate((chosen) => localStorage.setItem('language', chosen), lang);
    await page.reload();
    await window.example();
    const field = window.field(place);
    const cases = [
      ['03-04-2027', '2027-04-03', { nl: '3 april 2027', en: '3 April 2027' }],
      ['1-12-26', '2026-12-01', { nl: '1 december 2026', en: '1 December 2026' }],
      ['31 dec 2026', '2026-12-31', { nl: '31 december 2026', en: '31 December 2026' }],
      ['2027-01-05', '2027-01-05', { nl: '5 januari 2027', en: '5 January 2027' }],
    ];
    for (const [text, day, words] of cases) {
      await field.fill(text);
      await field.blur();
      await window.saved();
      assert.equal(await field.inputValue(), words[lang]);
      assert.equal(await kept(window), day);
    }
    // A slip in the year is no day of another age: it is asked.
    await field.fill('1-12-0026');
    await field.blur();
    await page.locator(`[data-path="${place}"] .problem`).waitFor();
    assert.equal(await field.inputValue(), '1-12-0026');
    await window.button('day.meant', { Day: cases[1][2][lang] }).click();
    await window.saved();
    assert.equal(await kept(window), '2026-12-01');
    await window.close();
  }
});

test('a day is chosen with the keyboard, and the page follows', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  const field = window.field(place);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);
  await field.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('dialog').waitFor();
  assert.equal(await focused(), 'zondag 1 november 2026');
  await window.accessible('calendar');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'maandag 7 december 2026');
  await page.keyboard.press('Escape'); // closes the calendar, and leaves neither the field nor the client
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await field.inputValue(), '1 november 2026');
  await page.keyboard.press('Enter'); // the focus is on the button of the calendar
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+PageDown');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'maandag 1 november 2027');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await window.saved();
  assert.equal(await kept(window), '2027-11-01');
  await page.locator('.textLayer', { hasText: '1 november 2027' }).first().waitFor();
  await window.close();
});
