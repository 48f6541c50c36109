/** Whose certificate it is, is established by who compares its fingerprint: of a colleague, of a client, and of a mandate. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });
const password = 'appelboom-in-mei';

/** Checks a file as one that came from elsewhere. */
async function check(window, file) {
  await window.page.getByRole('link', { name: window.t('nav.check') }).click();
  const [chooser] = await Promise.all([window.page.waitForEvent('filechooser'), window.button('check.choose').click()]);
  await chooser.setFiles({ name: 'ontvangen.pdf', mimeType: 'application/pdf', buffer: file });
  await window.page.locator('.lines li').first().waitFor();
}

/** The three verdicts, and the headline before them. */
const marks = (page) => page.locator('.headline, .lines li').evaluateAll((all) => all.map((one) => ['good', 'bad', 'unknown'].find((mark) => one.classList.contains(mark))));

async function see(window, name) {
  await window.settled();
  await window.accessible(name);
  if (shots) await window.page.screenshot({ path: join(shots, `confirm-${name}.png`), fullPage: true });
  if (shots) for (const fold of await window.page.locator('.confirm').all()) await fold.screenshot({ path: join(shots, `confirm-${name}-form.png`) });
}

/** Says that a fingerprint was compared. */
async function confirm(window, label) {
  const { page } = window;
  assert.equal(await window.button('confirm.pin').isDisabled(), true);
  await page.getByLabel(label).check();
  await window.button('confirm.pin').click();
  await page.locator('.headline.good').waitFor();
  assert.equal(await window.button('confirm.pin').count(), 0);
}

test('a colleague, a client and a mandate', async () => {
  const jex = await app.window();
  await jex.signedExample();
  assert.deepEqual(await marks(jex.page), ['good', 'good', 'good', 'good']);
  const half = readFileSync((await jex.download(jex.button('save-as'))).path);

  // Elsewhere nobody knows who signed, until the words are compared.
  const elsewhere = await app.window({ lang: 'en', theme: 'dark', width: 320, height: 640 });
  await check(elsewhere, half);
  assert.deepEqual(await marks(elsewhere.page), ['unknown', 'good', 'unknown', 'good']);
  assert.equal(await elsewhere.page.locator('.confirm li').count(), 12);
  await see(elsewhere, 'colleague');
  await confirm(elsewhere, elsewhere.t('confirm.same', { Name: 'Sander de Voorbeeld' }));
  await elsewhere.page.getByRole('link', { name: elsewhere.t('nav.settings') }).click();
  await elsewhere.page.getByRole('heading', { name: elsewhere.t('pins'), exact: true }).waitFor();
  await see(elsewhere, 'known');

  // There the client's own signature is put, by one who says that it is by mandate.
  await check(elsewhere, half);
  await elsewhere.button('check.continue').click();
  await elsewhere.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  await elsewhere.section('signing');
  await elsewhere.page.getByRole('link', { name: elsewhere.t('documents.view'), exact: true }).click();
  await elsewhere.button('sign.also').click();
  await elsewhere.page.getByLabel(elsewhere.t('label.name'), { exact: true }).fill('Marijke van der Linde');
  await elsewhere.page.getByLabel(elsewhere.t('label.organisation'), { exact: true }).fill('Zorggroep De Linde B.V.');
  await elsewhere.identity(password);
  await elsewhere.page.getByLabel(elsewhere.t('label.password')).fill(password);
  assert.equal(await elsewhere.button('sign').isDisabled(), true); // nothing was said of a mandate
  await see(elsewhere, 'mandate');
  await elsewhere.sign(password);
  assert.deepEqual(await marks(elsewhere.page), ['good', 'good', 'good', 'good']);
  const both = readFileSync((await elsewhere.download(elsewhere.button('save-as'))).path);
  await elsewhere.close();

  // At JEX the client is not known yet: the work list says what is awaited, and the state stays.
  await check(jex, both);
  assert.deepEqual(await marks(jex.page), ['unknown', 'good', 'unknown', 'good']);
  await see(jex, 'client');
  await jex.button('check.continue').click();
  await jex.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  await jex.section('signing');
  await jex.page.getByText(/Marijke van der Linde zegt op/).waitFor();
  await jex.page.getByText(/wie het is: Marijke van der Linde \(\d/).waitFor(); // and on which day
  await see(jex, 'awaited');
  await jex.page.getByText(/Marijke van der Linde zegt op/).click();
  await confirm(jex, jex.t('confirm.same', { Name: 'Marijke van der Linde' }));
  await see(jex, 'established');
  await jex.page.getByRole('link', { name: /Linde/ }).first().click();
  await jex.page.getByRole('heading', { name: jex.t('pins.client') }).waitFor();
  await see(jex, 'known-of-client');
  await jex.close();
});
