/** From an empty app to a signed document whose words are read back. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { brokenWords, found } from './search.mjs';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const person = (path, name, role, mailbox, phone) => ({
  [`${path}/name`]: name,
  [`${path}/role`]: role,
  [`${path}/email`]: `${mailbox}@example.nl`,
  ...(phone ? { [`${path}/phone`]: phone } : {}),
});

/** Fills in everything that an agreement needs, screen by screen. */
async function fillIn(window) {
  await window.fill({
    '/controller/name': 'Bakkerij Çelik & Zn. B.V.',
    '/controller/legalForm': 'bv',
    '/controller/kvk': '12345678',
    '/controller/address/street': 'Korenmolen 3',
    '/controller/address/postcode': '3071 JL',
    '/controller/address/city': 'Rotterdam',
    '/mainAgreement/title': 'Raamovereenkomst werving',
    '/mainAgreement/reference': 'RA-2026-0200',
    '/mainAgreement/date': '2026-11-01',
    ...person('/controller/privacyContact', 'Ömer Çelik', 'eigenaar', 'privacy', '+31101234500'),
    ...person('/controller/breachContact', 'Saskia de Boer', 'bedrijfsleider', 'datalek', '+31101234501'),
  });
  await window.section('services');
  const service = window.page.locator('[data-path="/processing/services"] input[type=checkbox]').first();
  await service.check();
  await window.fill({
    '/processing/services/0/purpose': 'Mensen vinden die in de bakkerij willen werken.',
    '/processing/services/0/nature': 'Verzamelen, controleren en doorsturen.',
    '/processing/start': '2026-12-01',
  });
  await window.section('data');
  for (const list of ['dataSubjects', 'personalData']) await window.page.locator(`[data-path="/processing/${list}"] input`).first().check();
  await window.section('security');
  await window.fill(person('/processor/breachContact', 'Meldpunt datalekken', 'dag en nacht', 'meldpunt', '+31101234567'));
  await window.section('signing');
  await window.fill({
    ...person('/controller/signatory', 'Ömer Çelik', 'bestuurder', 'omer'),
    ...person('/processor/signatory', 'Sander de Voorbeeld', 'directeur', 'directie'),
  });
}

test('a new client, filled in, made, signed and read back', async () => {
  const window = await app.window();
  const { page } = window;
  await window.button('client.new').click();
  await page.getByRole('heading', { name: window.t('client.nameless') }).waitFor();

  // A field says what is wrong when it is left, in the engine's words.
  await window.field('/controller/kvk').fill('1234567');
  await window.field('/controller/kvk').blur();
  await page.getByText('Dit nummer heeft 7 cijfers. Een KvK-nummer heeft er 8.').first().waitFor();

  await fillIn(window);
  await window.drawn();
  await window.button('make').click();
  await page.getByRole('heading', { level: 1, name: window.t('sign.title') }).waitFor();

  await window.identity('appelboom-in-mei');
  // A wrong password says so, and what was filled in stays.
  await page.getByLabel(window.t('label.place')).fill('Rotterdam');
  await page.getByLabel(window.t('label.password')).fill('fout');
  await window.button('sign').click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel(window.t('label.place')).inputValue(), 'Rotterdam');
  await window.sign('appelboom-in-mei');

  const file = await window.download(window.button('save-as'));
  assert.equal(file.name, 'verwerkersovereenkomst-bakkerij-çelik-zn-b-v.pdf');
  const text = execFileSync('pdftotext', [file.path, '-'], { encoding: 'utf8' });
  for (const words of ['Bakkerij Çelik & Zn. B.V.', 'Ömer Çelik', 'RA-2026-0200', 'Mensen vinden die in de bakkerij willen werken.', 'Digitaal ondertekend']) {
    assert.ok(text.includes(words), `the document does not say ${words}`);
  }
  assert.match(execFileSync('pdfsig', [file.path], { encoding: 'utf8' }), /Signature Validation: Signature is Valid/);

  const broken = brokenWords(file.path);
  assert.ok(broken.size > 10, `only ${broken.size} words are broken`);
  assert.deepEqual(await found(app.browser, file.path, [...broken.keys()]), broken, 'a search finds other words than are there');

  const mail = await window.download(window.button('mail'));
  assert.match(readFileSync(mail.path, 'utf8'), /^X-Unsent: 1\r?\nTo: .*omer@example\.nl/m);

  // The file that was kept is checked as one that came from elsewhere, and worked on.
  await page.getByRole('link', { name: window.t('nav.check') }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), window.button('check.choose').click()]);
  await chooser.setFiles({ name: 'ontvangen.pdf', mimeType: 'application/pdf', buffer: readFileSync(file.path) });
  await page.locator('.lines li.good').first().waitFor();
  assert.equal(await page.locator('.lines li.bad').count(), 0);
  await window.button('check.continue').click();
  await page.getByRole('heading', { level: 1, name: 'Bakkerij Çelik & Zn. B.V.' }).waitFor();
  await window.close();
});

test('a document that was changed is told from one that was not', async () => {
  const window = await app.window();
  await window.signedExample();
  const file = await window.download(window.button('save-as'));
  const data = readFileSync(file.path);
  data[Math.floor(data.length / 3)] ^= 1;
  await window.page.getByRole('link', { name: window.t('nav.check') }).click();
  const [chooser] = await Promise.all([window.page.waitForEvent('filechooser'), window.button('check.choose').click()]);
  await chooser.setFiles({ name: 'veranderd.pdf', mimeType: 'application/pdf', buffer: data });
  await window.page.locator('.lines li.bad').first().waitFor();
  await window.close();
});
