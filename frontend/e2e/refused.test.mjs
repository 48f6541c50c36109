/** What a browser does not give is told, with what to do; nothing is lost silently, and no screen stays white. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

test('a browser that keeps nothing for a site is told apart from one that is broken', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'verwoord-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
    locale: 'nl-NL',
  });
  const page = await context.newPage();
  await page.goto(app.address);
  await page.getByText(/^Deze browser bewaart niets voor deze site/).waitFor();
  await page.getByRole('button', { name: 'Opnieuw' }).waitFor();
  await context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

test('an engine that cannot be fetched leaves no white screen', async () => {
  const context = await app.browser.newContext({ locale: 'nl-NL' });
  const page = await context.newPage();
  await page.route(/\/early-.*\.js/, (route) => route.abort());
  await page.goto(app.address);
  await page.getByText(/^Verwoord kan hier niet openen/).waitFor();
  await context.close();
});

test('a newer version of the program in another tab does not wait for this one, which says so', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  const other = await window.context.newPage();
  await other.goto(`${app.address}licenses/source-sans-3.txt`);
  const upgraded = await other.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('verwoord', 2);
        request.onblocked = () => resolve('blocked');
        request.onsuccess = () => resolve('open');
        request.onerror = () => resolve(String(request.error));
      }),
  );
  assert.equal(upgraded, 'open');
  await window.field('/controller/address/city').fill('Amersfoort');
  await page.locator(':focus').blur();
  await page.getByText(/^De browser heeft de opslag van dit venster gesloten/).first().waitFor();
  assert.equal(await window.field('/controller/address/city').inputValue(), 'Amersfoort');
  await window.accessible('unsaved');
  const copy = await window.download(window.button('save.copy'));
  assert.match(readFileSync(copy.path, 'utf8'), /"city": "Amersfoort"/);
  await window.context.close();
});

test('a screen that breaks says so, and the others go on', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('a mistake'))));
  await page.getByText(/^Er ging iets mis in het programma/).waitFor();
  await window.fill({ '/controller/address/city': 'Amersfoort' });
  assert.deepEqual(window.faults, ['error: a mistake']);
  await window.context.close();
});

test('several files that are dropped together are told of', async () => {
  const window = await app.window();
  const { page } = window;
  const drop = (names) =>
    page.evaluate((all) => {
      const dataTransfer = new DataTransfer();
      for (const name of all) dataTransfer.items.add(new File(name === 'leeg.pdf' ? [] : ['%PDF-1.7'], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, names);
  await window.button('example').waitFor();
  await drop(['een.pdf', 'twee.pdf']);
  await page.getByText(window.t('one-file', { Name: 'een.pdf' })).waitFor();
  await page.getByRole('heading', { level: 2, name: 'een.pdf' }).waitFor();
  await drop(['leeg.pdf']);
  await page.getByText(/^leeg.pdf kan hier niet worden gelezen/).waitFor();
  await window.close();
});

test('who forgot the passphrase can begin with nothing, and restore a backup', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await page.getByRole('link', { name: window.t('nav.settings'), exact: true }).click();
  await page.locator('#phrase').fill('paard batterij nietje');
  const copy = await window.download(window.button('backup.make'));
  await page.locator('#after').fill('wat was het ook weer');
  await window.button('passphrase.set').click();
  await page.getByText(window.t('passphrase.made')).waitFor();
  await page.reload();
  await page.getByText(window.t('anew.forgotten')).click();
  await window.accessible('forgotten');
  await window.button('anew.begin').click();
  await page.getByText(window.t('anew.ask')).waitFor();
  await page.keyboard.press('Escape'); // nothing has happened
  await window.button('anew.begin').click();
  await window.button('anew.yes').click();
  await page.getByRole('link', { name: window.t('nav.settings'), exact: true }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), window.button('restore.pick').click()]);
  await chooser.setFiles(copy.path);
  await page.locator('#phrase-in').fill('paard batterij nietje');
  await window.button('restore.make').click();
  await page.getByText(/^Ingelezen: \d+ nieuw/).waitFor();
  await page.reload();
  await page.getByRole('link', { name: window.t('nav.overview'), exact: true }).click();
  await page.getByRole('link', { name: /Linde/ }).first().waitFor();
  const kept = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());
  assert.deepEqual(kept, ['verwoord', 'verwoord-1', 'verwoord-device']);
  await window.close();
});

test('an address that was cut short is the overview', async () => {
  const window = await app.window();
  await window.page.goto(`${app.address}#/client/%E0%A4%A`);
  await window.page.reload();
  await window.button('example').waitFor();
  await window.close();
});

test('settings that are changed one right after the other are both kept', async () => {
  const window = await app.window();
  const { page } = window;
  await window.button('example').waitFor();
  await page.getByRole('link', { name: window.t('nav.organisation'), exact: true }).click();
  await page.getByRole('link', { name: window.t('jex.part.people'), exact: true }).click();
  await window.field('/breachContact/name').fill('Meldpunt');
  await page.getByRole('link', { name: window.t('nav.settings'), exact: true }).click();
  await page.locator('#language').selectOption('en');
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  await page.reload();
  await page.goto(`${app.address}#/jex/people`);
  await page.waitForFunction(() => document.querySelector('[data-path="/breachContact/name"] input')?.value === 'Meldpunt');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await window.close();
});
