/** Every screen, in light and dark, wide and narrow, in both languages: usable by everyone, and no wider than the window. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drawnAgain, open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

/** How far a screen that has no page beside it goes to the right. */
const used = (page) => page.evaluate(() => Math.max(...[...document.querySelectorAll('main .page .stack, main .page > *')].map((one) => one.getBoundingClientRect().right)) / innerWidth);

const looks = [
  { lang: 'nl', theme: 'light', width: 1440, height: 900 },
  { lang: 'en', theme: 'dark', width: 1440, height: 900 },
  { lang: 'nl', theme: 'light', width: 1024, height: 768 },
  { lang: 'nl', theme: 'light', width: 320, height: 640 },
  { lang: 'en', theme: 'dark', width: 680, height: 430 }, // 200 % of a small laptop
];

for (const look of looks) {
  const name = `${look.lang}-${look.theme}-${look.width}`;
  test(name, async () => {
    const window = await app.window(look);
    const { page } = window;
    const see = async (screen) => {
      await window.settled();
      await window.accessible(`${name} ${screen}`);
      const words = await page.evaluate(() => document.body.innerText);
      assert.deepEqual(words.match(/(?<=^|\s)(app|desk|document|field|language|problem)(\.[\w-]+)+/g), null, `${name} ${screen}: keys instead of words`);
      if (['overview', 'check'].includes(screen)) assert.ok((await used(page)) > 0.75, `${name} ${screen}: half of the screen is empty`);
      if (shots) await page.screenshot({ path: join(shots, `${name}-${screen}.png`) });
    };
    await window.button('client.new').waitFor();
    await see('empty');
    await window.button('client.new').click();
    await page.getByRole('heading', { name: window.t('client.nameless') }).waitFor();
    await window.field('/controller/kvk').fill('12');
    await window.field('/controller/kvk').blur();
    await page.locator('.field.invalid').first().waitFor();
    await see('wrong');
    await page.getByRole('link', { name: window.t('nav.overview') }).click();
    await page.evaluate(() => window.go.desk.Desk.NewClient(true));
    await page.reload();
    await page.getByRole('link', { name: /Linde/ }).waitFor();
    await see('overview');
    await page.getByRole('link', { name: /Linde/ }).click();
    for (const section of ['client', 'services', 'data', 'security', 'subprocessors', 'terms', 'signing']) {
      await window.section(section);
      if (section === 'client' && look.width > 900) await window.drawn();
      if (section === 'terms') await page.evaluate(() => document.querySelectorAll('main details').forEach((one) => (one.open = true)));
      const twice = await page.evaluate(() => [...document.querySelectorAll('main select')].filter((one) => new Set([...one.options].map((option) => option.text)).size < one.options.length).map((one) => one.id));
      assert.deepEqual(twice, [], `${name} ${section}: a choice twice`);
      await see(section);
      if (section === 'subprocessors' && look.width === 1440) {
        await page.setViewportSize({ width: 1280, height: 720 }); // as the program's own window begins
        await see('subprocessors beside the page');
        await page.setViewportSize({ width: look.width, height: look.height });
      }
    }
    await window.section('subprocessors');
    await page.locator('tbody tr').nth(1).getByRole('link').click();
    await page.getByRole('heading', { level: 2, name: /Messaging/ }).waitFor();
    await see('subprocessor');
    if (look.width <= 900) {
      await window.button('pane.page').click();
      await window.drawn();
      await see('page');
    }
    await window.button('preview.as-text').click();
    await see('text');
    assert.ok(await page.locator('article.text').evaluate((text) => text.scrollWidth <= text.clientWidth), `${name}: the text is scrolled sideways`);
    if (look.width <= 900) await window.button('pane.form').click();
    await window.section('signing');
    await window.button('make').click();
    await page.getByRole('heading', { level: 1, name: window.t('sign.title') }).waitFor();
    await window.drawn();
    await page.getByText(window.t('sign.look.drawn')).click();
    await see('sign');
    await page.getByRole('link', { name: window.t('nav.check') }).click();
    await see('check');
    await page.getByRole('link', { name: window.t('nav.settings') }).click();
    await see('settings');
    await page.getByRole('link', { name: window.t('nav.organisation'), exact: true }).click();
    for (const part of ['jex', 'people', 'services', 'register', 'texts']) {
      await page.getByRole('link', { name: window.t(`jex.part.${part}`), exact: true }).click();
      if (part === 'people') await window.button('jex.signatory-add').click();
      if (part === 'register') await page.getByText(window.t('known.clients')).click();
      await see(`jex-${part}`);
    }
    await window.close();
  });
}

test('signed', async () => {
  const window = await app.window({ width: 1440, height: 900 });
  await window.example();
  await window.section('signing');
  await window.button('make').click();
  await window.identity('appelboom-in-mei');
  await window.page.getByText(window.t('sign.look.drawn')).click();
  const field = window.page.locator('canvas[aria-label]');
  await field.scrollIntoViewIfNeeded();
  const box = await field.boundingBox();
  await window.page.mouse.move(box.x + 40, box.y + 80);
  await window.page.mouse.down();
  for (let i = 0; i < 30; i++) await window.page.mouse.move(box.x + 40 + i * 9, box.y + 64 + 40 * Math.sin(i / 2.2));
  await window.page.mouse.up();
  await drawnAgain(window.page);
  await window.sign('appelboom-in-mei');
  await window.accessible('signed');
  if (shots) await window.page.screenshot({ path: join(shots, 'signed.png') });
  for (const fold of await window.page.locator('details summary').all()) await fold.click();
  await window.accessible('signed, unfolded');
  const file = await window.download(window.button('save-as'));
  await window.page.getByRole('link', { name: window.t('nav.check') }).click();
  const [chooser] = await Promise.all([window.page.waitForEvent('filechooser'), window.button('check.choose').click()]);
  await chooser.setFiles(file.path);
  await window.page.locator('.headline').waitFor();
  await window.accessible('checked');
  assert.ok((await used(window.page)) > 0.75, 'what was found has half of the screen');
  if (shots) await window.page.screenshot({ path: join(shots, 'checked.png') });
  await window.page.getByRole('link', { name: window.t('nav.settings') }).click();
  await window.button('identity.save-named', { Name: 'Sander de Voorbeeld' }).waitFor();
  await window.accessible('settings, with an identity');
  await window.close();
});
