/** The page beside the form: it is drawn where one looks, as large as one wants, with words that can be selected, and as they are now. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

/** Waits until a page is drawn so wide, in pixels, with words on it. */
async function shows(page, number, words, width) {
  await page.waitForFunction(
    ([number, words, width]) => {
      const leaf = document.querySelector(`[data-page="${number}"]`);
      const canvas = leaf?.querySelector('canvas');
      return canvas && (width === undefined || Math.abs(canvas.width - width) <= 2) && leaf.querySelector('.textLayer')?.textContent.includes(words);
    },
    [number, words, width],
  );
}

const width = (page, number) => page.evaluate((n) => document.querySelector(`[data-page="${n}"] canvas`)?.width, number);

test('the page beside the form', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await shows(page, 1, 'Zorggroep De Linde B.V.');
  const plain = await width(page, 1);
  assert.equal(await width(page, 4), undefined, 'a page out of sight is not drawn');

  await page.locator('.scroller').focus();
  for (let i = 2; i <= 4; i++) {
    await page.keyboard.press('PageDown');
    await shows(page, i, ' ');
  }
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await shows(page, Number((await page.locator('.bar .number').first().innerText()).split(' ')[0]), ' ', plain * 1.5);
  await page.keyboard.press('0');
  await page.locator('.scroller').evaluate((pages) => pages.scrollTo(0, 0));

  // What is typed comes on the page, and what is taken back goes.
  await window.field('/controller/name').focus();
  await shows(page, 1, 'Zorggroep De Linde B.V.', plain);
  await page.keyboard.press('End');
  await page.keyboard.type('xyz', { delay: 5 });
  await shows(page, 1, 'Zorggroep De Linde B.V.xyz');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
  await page.waitForFunction(() => !document.querySelector('[data-page="1"] .textLayer')?.textContent.includes('xyz'));
  const selected = await page.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector('[data-page="1"] .textLayer'));
    return getSelection().toString();
  });
  assert.match(selected, /Zorggroep De Linde B\.V\./);

  // The words instead of the pages, and back.
  await window.button('preview.as-text').click();
  await page.locator('article.text').getByText('Verwerkersovereenkomst').first().waitFor();
  await window.field('/controller/name').fill('Zorggroep De Eik B.V.');
  await page.locator('article.text').getByText('Zorggroep De Eik B.V.').first().waitFor();
  await window.button('preview.as-pages').click();
  await shows(page, 1, 'Zorggroep De Eik B.V.');
  await window.close();
});

test('a page that one comes back to is there', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.drawn();
  // Each brings the page of its first field into sight, and takes the marks off the one before.
  for (const section of ['services', 'data', 'security', 'subprocessors', 'signing', 'client']) {
    await window.section(section);
    await page.waitForFunction(() => {
      const view = document.querySelector('.scroller').getBoundingClientRect();
      const inSight = [...document.querySelectorAll('[data-page]')].filter((leaf) => {
        const { top, bottom } = leaf.getBoundingClientRect();
        return bottom > view.top && top < view.bottom;
      });
      return inSight.length > 0 && inSight.every((leaf) => leaf.querySelector('canvas') && leaf.querySelector('.textLayer'));
    });
  }
  await window.close();
});
