/** The register of sub-processors: filled from a workbook, with the versions that were, and what a client agreed to. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const workbook = join(import.meta.dirname, 'testdata/leveranciers.xlsx'); // as openpyxl 3.1 writes it

test('a workbook fills the register, and a client says when that has moved on', async () => {
  const window = await app.window();
  const { page } = window;
  const register = () => page.goto(`${app.address}#/jex/register`);
  await window.button('client.new').waitFor();
  await page.getByRole('link', { name: window.t('nav.organisation'), exact: true }).click();
  await page.getByRole('link', { name: window.t('jex.part.register'), exact: true }).click();

  // What a column is that nobody knows is asked, and nothing of it is left out in silence.
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), window.button('jex.csv').click()]);
  await chooser.setFiles(workbook);
  await page.getByRole('heading', { name: window.t('headings') }).waitFor();
  assert.equal(await page.locator('li.open').count(), 1);
  assert.match(await page.locator('li.open').innerText(), /Beoordeling[\s\S]*goed · voldoende · goed/);
  await window.accessible('headings');
  await window.button('headings.take', { Count: 3 }).click();
  await page.waitForFunction(() => document.querySelectorAll('[role=grid] tbody tr').length === 4);
  await page.getByText(window.t('jex.sheets', { Sheet: 'Leveranciers', Others: 'Toelichting' })).waitFor();
  const rows = await page.locator('[role=grid] tbody tr').allInnerTexts();
  assert.match(rows[1], /Example Messaging, Inc\.\s+E-mail en sms\s+Verenigde Staten\s+Verenigde Staten\s+21-11-2026/);
  assert.match(rows[2], /Verenigd Koninkrijk\s+Verenigd Koninkrijk, Ierland/);
  await page.locator('[role=grid] tbody tr').first().getByRole('link').click();
  assert.equal(await window.field('/subprocessors/0/company/registration/number').inputValue(), '01234567', 'the nought in front is there');

  // A client takes it over, and then the register says something else.
  await page.getByRole('link', { name: window.t('nav.overview') }).click();
  await window.button('client.new').click();
  await page.getByRole('heading', { name: window.t('client.nameless') }).waitFor();
  const client = page.url();
  await window.section('subprocessors');
  await page.locator('.choose > ul > li').first().getByRole('checkbox').first().check();
  await window.button('choose-register.add', { Count: 1 }).click();
  await page.locator('[role=grid] tbody tr').first().getByRole('link').waitFor();
  await window.saved();
  await register();
  await page.locator('[role=grid] tbody tr').first().getByRole('link').click();
  await window.field('/subprocessors/0/company/service').fill('Hosting en back-up');
  await window.field('/subprocessors/0/company/purpose').focus();
  await page.getByRole('heading', { name: window.t('register.earlier') }).waitFor();
  await page.locator('.earlier summary').click();
  await page.locator('td', { hasText: /^Hosting$/ }).waitFor();
  await window.accessible('earlier versions');

  await page.goto(client);
  await window.section('subprocessors');
  await page.locator('[role=grid] tbody tr').first().getByRole('link').click();
  const changed = page.locator('.note tr', { has: page.locator('th', { hasText: window.t('label.service') }) }).first();
  await changed.waitFor();
  assert.deepEqual(await changed.locator('td').allInnerTexts(), ['Hosting', 'Hosting en back-up']);
  await window.accessible('moved on');
  assert.equal(await window.field('/subprocessors/0/service').inputValue(), 'Hosting', 'nothing changes by itself');
  await window.button('register.take').click();
  await window.saved();
  assert.equal(await window.field('/subprocessors/0/service').inputValue(), 'Hosting en back-up');
  await window.close();
});
