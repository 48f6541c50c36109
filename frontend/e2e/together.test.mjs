/** Two windows on one client: what they change apart comes together, what they change both is asked, and nothing is lost. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, patience } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

/** A second window on what the first one has open. */
async function beside(window) {
  const page = await window.context.newPage();
  page.setDefaultTimeout(patience);
  page.on('pageerror', (error) => window.faults.push(`error: ${error.message}`));
  await page.goto(window.page.url());
  const other = Object.assign(Object.create(Object.getPrototypeOf(window)), window, { page });
  await page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  return other;
}

test('fields that are changed apart come together by themselves', async () => {
  const window = await app.window();
  await window.example();
  const other = await beside(window);
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
  const other = await beside(window);
  await window.fill({ '/controller/address/city': 'Amersfoort', '/controller/address/street': 'Kade 1', '/mainAgreement/reference': 'RA-9' });
  await other.field('/controller/address/city').fill('Delft');
  await other.field('/controller/address/street').fill('Gracht 2');
  await other.field('/controller/kvk').fill('87654321');
  await other.page.locator(':focus').blur();
  const { page } = other;
  await page.getByRole('heading', { level: 2, name: window.t('merge.title') }).waitFor();
  await other.accessible('merge');
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/merge.png` });
  const field = (label) => page.getByRole('group', { name: label });
  assert.equal(await page.getByRole('group', { name: /klant$/ }).count(), 2);
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
  await page.waitForFunction(() => document.querySelector('[data-path="/controller/address/city"] input')?.value === 'Amersfoort');
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
  await other.field('/controller/kvk').fill('87654321');
  await other.page.locator(':focus').blur();
  await other.button('merge.keep').click();
  await other.saved();
  await other.page.reload();
  await other.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  assert.equal(await other.field('/controller/kvk').inputValue(), '87654321');
  await window.close();
});
