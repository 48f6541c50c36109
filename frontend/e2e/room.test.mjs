/** The form keeps its room, and nothing that is not seen takes it away. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawnAgain, open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 900, height: 600 }, // the smallest window
  { width: 720, height: 450 }, // 200 % of the first
  { width: 512, height: 384 }, // and of the second
];

for (const size of sizes) {
  test(`every part is in sight at ${size.width} by ${size.height}`, async () => {
    for (const lang of ['nl', 'en']) {
      const window = await app.window({ ...size, lang });
      const { page } = window;
      await window.button('client.new').click();
      await window.section('subprocessors'); // with the longest name of all
      const links = await page.getByRole('navigation', { name: window.t('sections') }).getByRole('link').all();
      assert.equal(links.length, 7);
      for (const link of links) {
        const box = await link.boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= size.width && box.y >= 0 && box.y + box.height <= size.height, `${await link.textContent()} is out of sight: ${JSON.stringify(box)}`);
      }
      const head = await page.locator('main header').evaluate((header) => header.getBoundingClientRect().bottom);
      assert.ok(head <= size.height / 5, `the head takes ${head} of ${size.height} px`);
      await window.close();
    }
  });
}

test('the wheel moves the form, and nothing around it', async () => {
  const window = await app.window();
  const { page } = window;
  await window.button('client.new').click();
  await window.field('/controller/kvk').fill('12');
  await window.field('/controller/kvk').blur();
  await page.locator('.field.invalid[data-path="/controller/kvk"]').waitFor(); // that of the name too, when it had the focus first
  await page.locator('.form').hover();
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 1000);
  await drawnAgain(page, 6);
  const scrolled = await page.evaluate(() => ({ form: document.querySelector('.form').scrollTop > 0, main: document.querySelector('main').scrollTop, page: document.scrollingElement.scrollTop }));
  assert.deepEqual(scrolled, { form: true, main: 0, page: 0 });
  await page.keyboard.press('Control+z');
  await drawnAgain(page, 4);
  assert.equal(await page.evaluate(() => document.querySelector('main').scrollTop), 0);
  await window.close();
});

test('a new client greets without a reproach', async () => {
  const window = await app.window();
  const { page } = window;
  await window.button('client.new').click();
  await page.getByRole('heading', { name: window.t('client.nameless') }).waitFor();
  assert.equal(await page.locator('.problem, header .count').count(), 0);
  await window.section('services');
  await page.locator('header .count').waitFor(); // of the part that one was at
  assert.equal(await page.locator('header .count').count(), 1);
  // There is one count, wherever it is told.
  await window.section('client');
  const told = await page.locator('.form details.errors summary').textContent();
  assert.equal(Number.parseInt(told, 10), Number(await page.locator('header a[aria-current] .count').textContent()));
  await window.close();
});

test('what is told is true where one is', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.fill({ '/controller/kvk': '' });
  await window.section('signing');
  await window.button('make').click();
  const refused = page.getByText(window.t('make.refused'));
  await refused.waitFor();
  await page.keyboard.press('Control+z'); // the number is back, and one is where it is
  await page.locator('[data-path="/controller/kvk"] input:focus').waitFor();
  await window.section('signing');
  await page.getByText(window.t('summary.fine')).waitFor();
  assert.equal(await refused.count(), 0);
  // What was said about one screen does not go along to another.
  await window.button('client.copy').click();
  const copied = page.getByText(window.t('client.copied', { Name: 'Zorggroep De Linde B.V.' }));
  await copied.waitFor();
  await page.getByRole('link', { name: window.t('nav.check') }).click();
  await page.getByRole('heading', { name: window.t('check.title') }).waitFor();
  assert.equal(await copied.count(), 0);
  await window.close();
});

test('a double click does a thing once', async () => {
  const window = await app.window();
  const { page } = window;
  await window.button('client.new').dblclick();
  await page.getByRole('heading', { name: window.t('client.nameless') }).waitFor();
  await page.getByRole('link', { name: window.t('nav.overview') }).click();
  await page.locator('tbody tr').first().waitFor();
  assert.equal(await page.locator('tbody tr').count(), 1);

  await page.evaluate(() => window.go.desk.Desk.NewClient(true));
  await page.reload();
  await page.getByRole('link', { name: /Linde/ }).click();
  await window.section('signing');
  await window.button('make').dblclick();
  await window.identity('appelboom-in-mei');
  await window.sign('appelboom-in-mei');
  // The address is that of the signed document by now: it leads there again, and not to one that can be signed once more.
  await page.reload();
  await page.getByRole('heading', { name: window.t('sign.signed') }).waitFor();
  assert.equal(await page.getByLabel(window.t('label.password')).count(), 0);
  const downloads = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await Promise.all([page.waitForEvent('download'), window.button('mail').dblclick()]);
  await Promise.all([page.waitForEvent('download'), window.button('save-as').dblclick()]);
  await drawnAgain(page, 10);
  assert.equal(downloads.length, 2, downloads.join());
  await page.getByRole('link', { name: /Linde/ }).click();
  await page.getByRole('heading', { name: window.t('documents') }).waitFor();
  await page.locator('[aria-labelledby=documents] li').first().waitFor();
  assert.equal(await page.locator('[aria-labelledby=documents] li').count(), 2); // as it was made, and as it was signed
  await window.close();
});

test('the document in sight is printed', async () => {
  const window = await app.window({ before: () => (globalThis.print = () => (globalThis.printed = [...document.querySelectorAll('.paper img')].map((page) => [page.naturalWidth, page.naturalHeight]))) });
  const { page } = window;
  await window.example();
  await window.drawn();
  await window.field('/controller/name').focus();
  await page.keyboard.press('Control+p');
  await page.waitForFunction(() => globalThis.printed);
  const printed = await page.evaluate(() => globalThis.printed);
  assert.equal(printed.length, Number(await page.locator('.bar .number').first().textContent().then((text) => text.split('/')[1])));
  for (const [width, height] of printed) assert.ok(width > 1700 && height > 2500, `${width} by ${height}`); // 216 dots per inch
  assert.equal(await page.locator('.paper').count(), 0);
  await window.close();
});
