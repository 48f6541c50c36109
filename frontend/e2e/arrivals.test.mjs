/** Files of several clients at once, and a party that two people sign for. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const specimen = () => JSON.parse(readFileSync(join(import.meta.dirname, '../../templates/agreement/specimen.json'), 'utf8')).dossier;

/** The file of a client of some name. */
function file(name, change = () => undefined) {
  const dossier = { ...specimen(), id: name.toLowerCase().replaceAll(/\W+/g, '-') };
  dossier.controller = { ...dossier.controller, name };
  change(dossier);
  return { name: `${dossier.id}.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(dossier)) };
}

test('several files are read at once, and each is told of', async () => {
  const window = await app.window();
  const { page } = window;
  await window.button('arrivals').waitFor();
  const take = async (files) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), window.button('arrivals').click()]);
    await chooser.setFiles(files);
  };
  const list = page.getByRole('status', { name: window.t('arrivals.list') });
  await take([file('Bakkerij De Korenaar'), { name: 'foto.json', mimeType: 'application/json', buffer: Buffer.from('\u0089PNG') }, file('Stichting De Brug')]);
  await list.getByRole('button', { name: window.t('close') }).waitFor();
  const told = await list.locator('li').allInnerTexts();
  assert.equal(told.length, 3);
  assert.ok(told[0].includes(window.t('arrivals.added')) && told[2].includes(window.t('arrivals.added')), told.join('; '));
  assert.ok(told[1].includes(window.t('arrivals.failed')), 'one that is no dossier stops none of the others');
  await window.accessible('arrivals');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);

  // The same file again adds nothing.
  await take([file('Bakkerij De Korenaar')]);
  await list.getByText(window.t('arrivals.same')).waitFor();
  await list.getByRole('link', { name: window.t('arrivals.open') }).click();
  await page.getByRole('heading', { level: 1, name: 'Bakkerij De Korenaar' }).waitFor();
  await window.close();
});

test('two who act jointly each sign in a block of their own', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.section('signing');
  await page.getByLabel(window.t('label.jointly'), { exact: true }).first().check();
  await window.fill({
    '/controller/jointSignatory/name': 'Fatima el Amrani',
    '/controller/jointSignatory/role': 'bestuurder',
    '/controller/jointSignatory/email': 'f.elamrani@example.nl',
  });
  await window.button('make').click();
  await page.getByRole('heading', { level: 1, name: window.t('sign.title') }).waitFor();
  await window.identity('appelboom-in-mei');
  await page.getByLabel(window.t('sign.party.controller'), { exact: true }).check();
  await window.sign('appelboom-in-mei');
  // One of two has signed: the other is still awaited, and this key does not sign for both.
  await page.getByRole('link', { name: /Linde/ }).click();
  await page.getByRole('link', { name: window.t('documents.view') }).first().click();
  await window.button('sign.also').click();
  await page.getByLabel(window.t('sign.party.controller-2'), { exact: true }).check();
  const mandate = page.getByLabel(window.t('sign.mandate'), { exact: true });
  if (await mandate.isEnabled()) await mandate.check();
  await page.getByLabel(window.t('label.password')).fill('appelboom-in-mei');
  await window.button('sign').click();
  await page.locator('form').getByRole('alert').waitFor();
  // Another key does.
  await page.getByText(window.t('identity.new')).click();
  await page.getByLabel(window.t('label.name'), { exact: true }).fill('Fatima el Amrani');
  await page.getByLabel(window.t('label.new-password')).fill('perenboom-in-juni');
  await window.button('identity.make').click();
  await page.getByRole('radio', { name: /Fatima el Amrani/ }).and(page.locator(':checked')).waitFor();
  await window.sign('perenboom-in-juni');
  const signed = await window.download(window.button('save-as'));
  const text = execFileSync('pdftotext', ['-raw', signed.path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  assert.equal(text.match(/bij mandaat, namens Zorggroep De Linde B\.V\./g)?.length, 2, 'each block says who it is signed for');
  await window.close();
});
