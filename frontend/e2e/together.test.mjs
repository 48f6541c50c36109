/** Two windows on one store: what one saves the other shows, what they change apart comes together, what they change both is asked. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, patience } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

/** A second window on what the first one has open. One that is out of sight hears of nothing until it is seen. */
async function beside(window, { seen = true } = {}) {
  const page = await window.context.newPage();
  page.setDefaultTimeout(patience);
  page.on('pageerror', (error) => window.faults.push(`error: ${error.message}`));
  await page.goto(window.page.url());
  const other = Object.assign(Object.create(Object.getPrototypeOf(window)), window, { page });
  await page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  if (!seen) await page.evaluate(() => Object.defineProperty(document, 'hidden', { configurable: true, value: true }));
  return other;
}

/** Waits until a field says something. */
const says = (window, path, value) =>
  window.page.waitForFunction(([at, text]) => document.querySelector(`[data-path="${at}"] :is(input, select, textarea)`)?.value === text, [path, value]);

/** Has a window note what the next thing is that another one tells it; what it returns waits for that, and for what comes of it. */
async function hearing({ page }) {
  await page.evaluate(() => {
    globalThis.heard = new Promise((resolve) => (new BroadcastChannel('verwoord').onmessage = resolve));
  });
  return () =>
    page.evaluate(async () => {
      await globalThis.heard;
      for (let i = 0; i < 2; i++) await globalThis.go.desk.Desk.Changes();
    });
}

/** Has what is changed in a window reach the store only once what it returns is called: the question comes when all is typed, on any machine. */
async function held({ page }) {
  await page.evaluate(() => {
    const { desk } = globalThis.go;
    const { Desk } = desk;
    globalThis.waiting = 0;
    const gate = new Promise((open) => (globalThis.release = open));
    const change = (...of) => {
      globalThis.waiting++;
      return gate.then(() => Desk.Change(...of));
    };
    desk.Desk = new Proxy(Desk, { get: (_, method) => (method === 'Change' ? change : Desk[method]) });
  });
  return async () => {
    await page.waitForFunction(() => globalThis.waiting > 0);
    await page.evaluate(() => globalThis.release());
  };
}

test('what one window saves the other shows by itself, and leaves the focus and the place where they are', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window);
  await other.drawn();
  const field = other.field('/mainAgreement/reference');
  await field.focus();
  await field.evaluate((input) => input.setSelectionRange(3, 3));
  const where = () =>
    other.page.evaluate(() => ({
      path: document.activeElement.closest('[data-path]').dataset.path,
      caret: document.activeElement.selectionStart,
      form: document.querySelector('.form').scrollTop,
    }));
  const before = await where();
  assert.ok(before.form > 0, 'the form does not scroll');
  await window.fill({ '/controller/address/city': 'Amersfoort', '/controller/name': 'Zorggroep De Linde en Co B.V.' });
  await says(other, '/controller/address/city', 'Amersfoort');
  await other.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde en Co B.V.' }).waitFor();
  await other.page.waitForFunction(() => document.querySelector('[data-page="1"] .textLayer')?.textContent.includes('Amersfoort'));
  assert.deepEqual(await where(), before);
  await window.page.keyboard.press('Control+z');
  await says(other, '/controller/name', 'Zorggroep De Linde B.V.');
  await other.page.keyboard.type('X');
  await other.page.locator(':focus').blur();
  await other.saved();
  await says(window, '/mainAgreement/reference', 'RA-X2026-0117');
  await window.close();
});

test('what is being typed is not disturbed, and meets the rest when it is saved', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window);
  const { page } = other;
  await other.field('/controller/address/city').fill('Del');
  await other.saved(); // after the pause: the field is still in hand
  await window.fill({ '/controller/kvk': '87654321' });
  await says(other, '/controller/kvk', '87654321');
  await page.keyboard.type('ft');
  assert.equal(await other.field('/controller/address/city').inputValue(), 'Delft');
  await other.saved();
  await says(window, '/controller/address/city', 'Delft');
  await window.fill({ '/controller/address/city': 'Gouda' });
  await window.fill({ '/mainAgreement/reference': 'RA-9' });
  const release = await held(other);
  await page.keyboard.type(' Zuid');
  assert.equal(await other.field('/controller/address/city').inputValue(), 'Delft Zuid');
  await page.locator(':focus').blur();
  await release();
  await page.getByRole('heading', { level: 2, name: window.t('merge.title') }).waitFor();
  await page.getByRole('group', { name: 'Plaats van de klant' }).getByLabel('Delft Zuid').check();
  await other.button('merge.save').click();
  await other.saved();
  assert.equal(await other.field('/mainAgreement/reference').inputValue(), 'RA-9');
  await says(window, '/controller/address/city', 'Delft Zuid');
  // One only stands in the field: what it says elsewhere is there as soon as one leaves it.
  await other.field('/controller/address/city').focus();
  const heard = await hearing(other);
  await window.fill({ '/controller/address/city': 'Leiden' });
  await heard();
  assert.equal(await other.field('/controller/address/city').inputValue(), 'Delft Zuid');
  await page.locator(':focus').blur();
  await says(other, '/controller/address/city', 'Leiden');
  await window.close();
});

test('a row stays under what is typed in it', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window);
  await window.section('subprocessors');
  await other.section('subprocessors');
  const cell = (of, row, column) => of.page.locator(`[data-path="/subprocessors/${row}"] td`).nth(column);
  await cell(other, 1, 1).click();
  await other.page.keyboard.type('Nieuwsbrieven');
  const heard = await hearing(other);
  await cell(window, 0, 0).click();
  await window.button('remove').click();
  await heard();
  assert.equal(await other.page.locator('tbody tr').count(), 5, 'a row was taken away under what is typed');
  await other.page.keyboard.press('Enter');
  await other.saved();
  await other.page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 4);
  assert.equal(await cell(other, 0, 1).textContent(), 'Nieuwsbrieven');
  assert.equal(await cell(other, 0, 0).textContent(), 'Example Messaging, Inc.');
  await window.close();
});

test('the overview, the documents and the settings follow too', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window);
  const { page } = other;
  const go = (of, place) => of.page.getByRole('link', { name: window.t(`nav.${place}`), exact: true }).click();
  await other.section('signing');
  await page.getByText(window.t('documents.empty')).waitFor();
  await window.section('signing');
  await window.button('make').click();
  await window.identity('appelboom-in-mei');
  await page.getByText(window.t('documents.unsigned'), { exact: true }).waitFor();
  await page.getByText(window.t('stage.made'), { exact: true }).waitFor();
  await window.sign('appelboom-in-mei');
  await page.getByText(window.t('stage.signed-by-processor'), { exact: true }).waitFor();

  await go(other, 'overview');
  const search = page.getByRole('searchbox');
  await search.fill('e');
  await go(window, 'overview');
  await window.button('client.new').click();
  await window.fill({ '/controller/name': 'Bakkerij De Korenaar B.V.' });
  await page.getByRole('link', { name: 'Bakkerij De Korenaar B.V.' }).waitFor();
  assert.equal(await search.inputValue(), 'e');
  assert.ok(await search.evaluate((input) => input === document.activeElement));
  await window.section('signing');
  await window.button('client.remove').click();
  await window.button('client.remove-yes').click();
  await page.getByRole('link', { name: 'Bakkerij De Korenaar B.V.' }).waitFor({ state: 'detached' });

  for (const one of [other, window]) {
    await go(one, 'organisation');
    await one.page.getByRole('link', { name: one.t('jex.part.people'), exact: true }).click();
  }
  await other.field('/breachContact/name').fill('Meldpunt');
  await window.field('/privacyContact/name').fill('Hanneke de Jong');
  await window.page.locator(':focus').blur();
  await says(other, '/privacyContact/name', 'Hanneke de Jong');
  assert.equal(await other.field('/breachContact/name').inputValue(), 'Meldpunt');
  await page.locator(':focus').blur();
  await says(window, '/breachContact/name', 'Meldpunt');
  await page.reload();
  await says(other, '/privacyContact/name', 'Hanneke de Jong');
  await says(other, '/breachContact/name', 'Meldpunt');
  await window.close();
});

test('a window that was out of sight looks when it is seen', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window, { seen: false });
  const heard = await hearing(other);
  await window.fill({ '/controller/address/city': 'Amersfoort' });
  await heard();
  assert.equal(await other.field('/controller/address/city').inputValue(), 'Utrecht');
  await other.page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await says(other, '/controller/address/city', 'Amersfoort');
  await window.close();
});

test('fields that are changed apart come together by themselves', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window, { seen: false });
  await window.fill({ '/controller/address/city': 'Amersfoort' });
  await other.fill({ '/controller/kvk': '87654321' });
  assert.equal(await other.field('/controller/address/city').inputValue(), 'Amersfoort');
  await other.page.getByText(window.t('merge.taken', { Fields: 'Plaats van de klant' })).waitFor();
  await other.page.reload();
  await other.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  assert.equal(await other.field('/controller/kvk').inputValue(), '87654321');
  assert.equal(await other.field('/controller/address/city').inputValue(), 'Amersfoort');
  await window.close();
});

test('a field that is changed in both is asked, and what is not chosen comes back with undo', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window, { seen: false });
  await window.fill({ '/controller/address/city': 'Amersfoort', '/controller/address/street': 'Kade 1', '/mainAgreement/reference': 'RA-9' });
  const release = await held(other);
  await other.field('/controller/address/city').fill('Delft');
  await other.field('/controller/address/street').fill('Gracht 2');
  await other.field('/controller/kvk').fill('87654321');
  await other.page.locator(':focus').blur();
  await release();
  const { page } = other;
  await page.getByRole('heading', { level: 2, name: window.t('merge.title') }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.merge fieldset').length === 2);
  assert.equal((await page.locator('.saved').innerText()).trim(), other.t('save.waits'), 'it is said to be saved, or being saved');
  await other.accessible('merge');
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/merge.png` });
  const field = (label) => page.getByRole('group', { name: label });
  assert.ok(await other.button('merge.save').isDisabled());
  await field('Plaats van de klant').getByLabel('Delft').check();
  await field('Straat en huisnummer van de klant').getByLabel('Kade 1').check();
  await other.button('merge.save').click();
  await other.saved();
  assert.equal(await other.field('/controller/address/city').inputValue(), 'Delft');
  assert.equal(await other.field('/controller/address/street').inputValue(), 'Kade 1');
  assert.equal(await other.field('/controller/kvk').inputValue(), '87654321');
  assert.equal(await other.field('/mainAgreement/reference').inputValue(), 'RA-9');
  await page.keyboard.press('Control+z');
  await says(other, '/controller/address/city', 'Amersfoort');
  assert.equal(await other.field('/controller/address/street').inputValue(), 'Gracht 2');
  await window.close();
});

test('what is to be settled waits while one is elsewhere', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window, { seen: false });
  await window.fill({ '/controller/address/city': 'Amersfoort' });
  await other.field('/controller/address/city').fill('Delft');
  await other.page.locator(':focus').blur();
  const title = other.page.getByRole('heading', { level: 2, name: window.t('merge.title') });
  await title.waitFor();
  await other.page.keyboard.press('Control+n');
  await other.page.getByRole('heading', { level: 1, name: window.t('client.nameless') }).waitFor();
  await other.page.goBack();
  await title.waitFor();
  await other.page.getByRole('group', { name: 'Plaats van de klant' }).getByLabel('Delft').check();
  await other.button('merge.save').click();
  await other.saved();
  assert.equal(await other.field('/controller/address/city').inputValue(), 'Delft');
  await window.close();
});

test('a client that is removed in one window is not lost in the other', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window);
  await window.section('signing');
  await window.button('client.remove').click();
  await window.button('client.remove-yes').click();
  await window.page.getByText(window.t('overview.empty')).waitFor();
  await other.button('merge.keep').click();
  await other.page.getByRole('heading', { level: 2, name: window.t('section.client') }).waitFor();
  await window.page.getByRole('link', { name: /Linde/ }).first().waitFor();
  await other.page.reload();
  await other.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  assert.equal(await other.field('/controller/kvk').inputValue(), '12345678');
  await window.close();
});

test('two windows on one breach: what each changes comes together; where both changed the same it is told, and taking back shows the other', async () => {
  const window = await app.window();
  await window.button('client.new').waitFor();
  await window.page.evaluate(async () => {
    const { Desk } = globalThis.go.desk;
    const made = await Desk.NewIncident(false);
    await Desk.SaveRecord('incident', made.version, { ...made.record, role: 'processor' });
    location.hash = `#/breach/${made.id}`;
  });
  const page = await window.context.newPage();
  page.setDefaultTimeout(patience);
  await window.field('/description').waitFor();
  await page.goto(window.page.url());
  const other = Object.assign(Object.create(Object.getPrototypeOf(window)), window, { page });
  await other.field('/description').waitFor();

  await other.field('/measuresTaken/0/what').fill('De laptop is gewist.');
  await window.field('/description').fill('Een laptop is gestolen.');
  for (const one of [window, other]) {
    await one.page.locator(':focus').blur();
    await one.saved();
  }
  await says(window, '/measuresTaken/0/what', 'De laptop is gewist.');
  await says(other, '/description', 'Een laptop is gestolen.');

  // What is typed here reaches the store after what the other one typed.
  await page.evaluate(() => {
    const { desk } = globalThis.go;
    const { Desk } = desk;
    const gate = new Promise((open) => (globalThis.release = open));
    desk.Desk = new Proxy(Desk, { get: (_, method) => (method === 'SaveRecord' ? (...of) => gate.then(() => Desk.SaveRecord(...of)) : Desk[method]) });
  });
  await other.field('/description').fill('Een telefoon is gestolen.');
  await window.field('/description').fill('Een laptop is gestolen uit een auto.');
  await window.page.locator(':focus').blur();
  await window.saved();
  await page.evaluate(() => globalThis.release());
  await page.getByRole('alert').getByText(window.t('breach.clash')).waitFor();
  await other.saved();
  await says(other, '/description', 'Een telefoon is gestolen.');
  await other.button('undo').click();
  await says(other, '/description', 'Een laptop is gestolen uit een auto.');
  await says(window, '/description', 'Een laptop is gestolen uit een auto.');
  await window.close();
});
