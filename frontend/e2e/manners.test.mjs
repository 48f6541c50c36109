/** Nothing is lost, everything can be taken back, and the form and the page are one thing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, still } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

test('what was typed is there after a reload, and can be taken back', async () => {
  const window = await app.window();
  await window.example();
  await window.fill({ '/controller/address/city': 'Amersfoort' });
  await window.section('terms');
  await window.page.reload();
  await window.page.getByRole('heading', { level: 2, name: window.t('section.terms') }).waitFor();
  await window.section('client');
  assert.equal(await window.field('/controller/address/city').inputValue(), 'Amersfoort');

  // Undo works across the reload and from another part of the form, and goes to where it changed something.
  await window.section('data');
  await window.page.keyboard.press('Control+z');
  await window.page.waitForFunction(() => document.activeElement?.closest('[data-path="/controller/address/city"]'));
  assert.equal(await window.field('/controller/address/city').inputValue(), 'Utrecht');
  await window.page.keyboard.press('Control+Shift+z');
  await window.page.waitForFunction(() => document.querySelector('[data-path="/controller/address/city"] input')?.value === 'Amersfoort');
  await window.close();
});

test('the field and its words on the page know each other', async () => {
  const window = await app.window();
  await window.example();
  await window.drawn();
  await window.field('/controller/kvk').focus();
  const mark = window.page.locator('.mark').first();
  await mark.waitFor();
  const box = await still(mark);
  await window.field('/controller/name').focus();
  await window.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await window.page.waitForFunction(() => document.activeElement?.closest('[data-path="/controller/kvk"]'));

  // Fixed text says which clause it is.
  const heading = window.page.locator('.textLayer span', { hasText: 'Partijen' }).first();
  await heading.click();
  await window.page.locator('.said').waitFor();
  await window.close();
});

test('the keys of the app', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.drawn();
  await window.field('/controller/name').focus();
  await page.keyboard.press('F6');
  assert.ok(await page.evaluate(() => document.activeElement?.matches('.pages')));
  await page.keyboard.press('F6');
  assert.ok(await page.evaluate(() => document.activeElement?.matches('.form')));
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 2, name: window.t('section.services') }).waitFor();
  await page.keyboard.press('Control+Shift+Enter');
  await page.getByRole('heading', { level: 1, name: window.t('sign.title') }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 2, name: window.t('section.signing') }).waitFor();
  await page.keyboard.press('Control+f'); // there it is the browser's
  await window.field('/controller/signatory/name').focus();
  await page.keyboard.press('Escape'); // from the field, not from the client
  assert.ok(await page.evaluate(() => document.activeElement?.matches('.form')));
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: window.t('overview.title') }).waitFor();
  await page.keyboard.press('Control+f');
  await page.waitForFunction(() => document.activeElement?.matches('[type=search]'));
  await page.keyboard.type('linde');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
  await page.locator('tbody a').click(); // one comes back to what one looked at
  await page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  await page.goBack();
  await page.getByRole('searchbox').press('End');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'linde');
  await page.keyboard.type('x');
  await page.getByText(window.t('overview.none')).waitFor();
  await window.close();
});

test('a number that may be a citizen service number, and is none', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.fill({ '/mainAgreement/reference': '123456782' });
  const place = page.locator('[data-path="/mainAgreement/reference"]');
  await place.locator('.problem').waitFor();
  await place.getByLabel(window.t('label.notBsn')).fill('het nummer van het contract');
  await window.field('/mainAgreement/title').focus();
  await place.locator('.problem').waitFor({ state: 'detached' });
  await place.getByLabel(window.t('label.notBsn')).waitFor();
  await window.close();
});

test('what is pasted from a word processor is cleaned, which is said and can be taken back', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  const field = window.field('/mainAgreement/title');
  const paste = async (text) => {
    await page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await field.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+v');
  };
  const raw = 'Raam\u00ADovereenkomst\u00A0ﬁnanciën';
  await paste(raw);
  await page.getByText(/Opgeschoond bij het plakken: aan elkaar gezette letters, afbreekstreepjes en bijzondere spaties en tabs\./).waitFor();
  assert.equal(await field.inputValue(), 'Raamovereenkomst financiën');
  await window.saved();
  await page.keyboard.press('Control+z');
  await page.waitForFunction((text) => document.activeElement?.value === text, raw);
  await window.button('cleaned.restore').waitFor({ state: 'detached' }); // what was taken back is said no more
  await paste(raw);
  await window.button('cleaned.restore').click();
  assert.equal(await field.inputValue(), raw);
  await paste('Gewone tekst');
  assert.equal(await field.inputValue(), 'Gewone tekst');
  assert.equal(await window.button('cleaned.restore').count(), 0);

  // A whole address goes to the fields of its parts, and can be taken back.
  await page.keyboard.press('Control+n');
  await page.getByRole('heading', { name: window.t('client.nameless') }).waitFor();
  const whole = 'Korenmolen 3\n3071 jl Rotterdam';
  await page.evaluate((words) => navigator.clipboard.writeText(words), whole);
  await window.field('/controller/address/street').focus();
  await page.keyboard.press('Control+v');
  const is = (values) =>
    page.waitForFunction((all) => Object.entries(all).every(([name, value]) => document.querySelector(`[data-path="/controller/address/${name}"] input`)?.value === value), values);
  await is({ street: 'Korenmolen 3', postcode: '3071 JL', city: 'Rotterdam' });
  await window.saved();
  await page.keyboard.press('Control+z');
  await is({ street: 'Korenmolen 3, 3071 jl Rotterdam', postcode: '', city: '' });
  await window.close();
});

test('the own data say what is wrong with them when they are left', async () => {
  const window = await app.window();
  const { page } = window;
  await page.getByRole('link', { name: window.t('nav.organisation'), exact: true }).click();
  await page.getByRole('link', { name: window.t('jex.part.people'), exact: true }).click();
  await window.field('/breachContact/email').fill('geen adres');
  await window.field('/breachContact/name').focus();
  await page.locator('[data-path="/breachContact/email"] .problem').waitFor();
  assert.equal(await page.locator('.problem:not(.warning)').count(), 1); // what is not filled in is asked at each client
  await window.close();
});

test('it opens without a network after the first visit', async () => {
  const own = await open();
  const window = await own.window();
  await window.example();
  await window.drawn();
  await window.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await window.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await window.saved();
  await window.context.setOffline(true);
  own.stop();
  await window.page.reload();
  await window.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  await window.drawn();
  await window.close();
  await own.close();
});

test('two hundred rows from a spreadsheet', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.section('subprocessors');
  const rows = Array.from({ length: 196 }, (_, i) => `Leverancier ${i + 1} B.V.\tHosting\tNederland\tNederland, Duitsland\t1-2-2025\tactief`);
  await page.evaluate((text) => navigator.clipboard.writeText(text), [`Naam\tDienst\tLand\tLanden\tIn gebruik sinds\tStatus`, ...rows].join('\r\n'));
  await page.locator('[role=gridcell][tabindex="0"]').first().focus();
  await page.keyboard.press('Control+v');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 201);
  await window.saved();

  // The keys of a spreadsheet, from the first row that was pasted.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('Opslag');
  await page.keyboard.press('Enter');
  const service = page.locator('tbody tr').nth(5).locator('td').nth(1);
  await page.waitForFunction(() => document.querySelectorAll('tbody tr')[5]?.querySelectorAll('td')[1]?.textContent.trim() === 'Opslag');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('F2');
  await page.keyboard.type('!');
  await page.keyboard.press('Escape');
  assert.equal((await service.textContent()).trim(), 'Opslag');
  await window.saved();

  await page.locator('tbody tr').nth(199).getByRole('link').click();
  await page.getByRole('heading', { level: 2, name: 'Leverancier 196 B.V.' }).waitFor();
  assert.equal(await window.field('/subprocessors/199/since').inputValue(), '1 februari 2025');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 201);
  await window.close();
});

test('an engine that cannot start says what to do', async () => {
  for (const lang of ['nl', 'en']) {
    const window = await app.window({ lang, before: () => (WebAssembly.compileStreaming = WebAssembly.compile = () => Promise.reject(new Error('no memory'))) });
    await window.page.getByRole('alert').getByText(window.t('engine-dead', { Reason: 'no memory' })).waitFor();
    await window.close();
  }
});
