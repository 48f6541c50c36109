/**
 * How much an account manager puts in and clicks for an agreement, once JEX is known: two services, four kinds of data subjects, ten kinds of
 * data, five sub-processors of which one is in the US and one in India, one additional term, signed.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const subjects = ['applicants', 'candidates', 'website-visitors', 'leads'];
const data = ['name', 'address', 'gender', 'date-of-birth', 'email', 'cv', 'diplomas', 'phone', 'online-behaviour', 'communication'];

/** What JEX knows of itself: the bundled examples, with what a company does for whom left to the client. */
function organisation() {
  const read = (name) => JSON.parse(readFileSync(join(import.meta.dirname, '../../templates', name), 'utf8'));
  const { dossier } = read('agreement/specimen.json');
  const companies = dossier.subprocessors.map((company) => ({ ...company, services: [], status: '', until: '', personalData: data, dataSubjects: subjects }));
  for (const company of companies) for (const transfer of company.transfers ?? []) for (const part of ['consent', 'consentReference']) delete transfer[part];
  const backup = { ...companies[0], id: 'backup', name: 'Voorbeeld Back-up B.V.', service: 'Back-up', registration: { ...companies[0].registration, number: '76543210' } };
  return {
    ...read('organisation.json'),
    services: dossier.processing.services.map(({ id, purpose, nature }) => ({ id, purpose, nature })),
    subprocessors: [...companies, backup].map((company) => ({ id: company.id, version: '', company })),
  };
}

test('an agreement takes at most 60 inputs and 25 clicks', async () => {
  const window = await app.window();
  const { page } = window;

  // Once, and for every client: JEX itself, out of a file.
  await page.getByRole('link', { name: window.t('nav.organisation'), exact: true }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), window.button('jex.import').click()]);
  await chooser.setFiles({ name: 'organisation.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(organisation())) });
  await page.getByText(/Ingelezen: \d+ nieuw/).waitFor();
  await page.getByRole('link', { name: window.t('nav.overview') }).click();

  // An input is a field that is filled in or a box that is ticked; a click is a press of a button or a link.
  const count = { inputs: 0, clicks: 0 };
  const click = async (thing) => {
    count.clicks++;
    await thing.click();
  };
  const fill = async (path, value) => {
    count.inputs++;
    await window.field(path).fill(value);
  };
  const tick = async (thing) => {
    count.inputs++;
    await thing.check();
  };
  const catalogue = await page.evaluate(() => window.go.desk.Desk.Catalogue('nl'));
  const labelled = (path, label) => page.locator(`[data-path="${path}"]`).getByLabel(label, { exact: true });
  const next = async (id) => {
    await click(window.button('next-section', { Section: window.t(`section.${id}`) }));
    await page.getByRole('heading', { level: 2, name: window.t(`section.${id}`) }).waitFor();
  };

  await click(window.button('client.new'));
  await page.getByRole('heading', { name: window.t('client.nameless') }).waitFor();
  for (const [path, value] of Object.entries({
    '/controller/name': 'Stichting Zorg in de Wijk',
    '/controller/kvk': '12345678',
    '/controller/address/street': 'Korenmolen 3',
    '/controller/address/postcode': '3071 JL',
    '/controller/address/city': 'Rotterdam',
    '/mainAgreement/title': 'Raamovereenkomst werving',
    '/mainAgreement/reference': 'RA-2027-0200',
    '/mainAgreement/date': '1-12-2027',
    '/controller/privacyContact/name': 'Ömer Çelik',
    '/controller/privacyContact/email': 'privacy@example.nl',
    '/controller/breachContact/name': 'Saskia de Boer',
    '/controller/breachContact/email': 'datalek@example.nl',
    '/controller/breachContact/phone': '+31101234501',
  })) await fill(path, value);

  await next('services');
  for (const service of catalogue.services.slice(0, 2)) await tick(labelled('/processing/services', service.label));
  await window.saved();
  assert.equal(await window.field('/processing/start').inputValue(), '1 december 2027', 'the processing starts with the main agreement');
  assert.notEqual(await window.field('/processing/services/1/nature').inputValue(), '', 'legal’s words are there');

  await next('data');
  for (const id of subjects) await tick(labelled('/processing/dataSubjects', catalogue.dataSubjects.find((one) => one.id === id).label));
  for (const id of data) await tick(labelled('/processing/personalData', catalogue.personalData.find((one) => one.id === id).label));
  await next('security');

  await next('subprocessors');
  const companies = page.locator('.choose > ul > li');
  for (const company of await companies.all()) await tick(company.getByRole('checkbox').first());
  for (const consent of await page.locator('[data-path*="/consent/"] input').all()) {
    count.inputs++;
    await consent.fill('12-11-2025');
  }
  await click(window.button('choose-register.add', { Count: 5 }));
  await page.waitForFunction(() => document.querySelectorAll('[role=grid] tbody tr').length === 6);

  await next('terms');
  await tick(page.getByLabel(catalogue.terms.find((term) => term.id === 'breach-hours').title, { exact: true }));
  await next('signing');
  await fill('/controller/signatory/name', 'Anna Smit');
  await fill('/controller/signatory/role', 'bestuurder');
  await fill('/controller/signatory/email', 'anna@example.nl');
  await click(window.button('make'));
  await page.getByRole('heading', { level: 1, name: window.t('sign.title') }).waitFor();

  // The passphrase that was just made is not asked again.
  count.inputs++;
  await page.getByLabel(window.t('label.new-password')).fill('appelboom-in-mei');
  await click(window.button('identity.make'));
  await page.locator('input[type=radio]:checked[name$=identity]').waitFor();
  await click(window.button('sign'));
  await page.getByRole('heading', { name: window.t('sign.done') }).waitFor();

  console.log(`an agreement: ${count.inputs} inputs, ${count.clicks} clicks`);
  assert.ok(count.inputs <= 60, `${count.inputs} inputs`);
  assert.ok(count.clicks <= 25, `${count.clicks} clicks`);

  const file = await window.download(window.button('save-as'));
  const text = execFileSync('pdftotext', ['-raw', file.path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  for (const words of ['Stichting Zorg in de Wijk', 'Namuna Support Private Limited', 'Example Messaging, Inc.', 'Voorbeeld Back-up B.V.', 'uiterlijk 24 uur nadat', 'Sander de Voorbeeld']) {
    assert.ok(text.includes(words), `the document does not say ${words}`);
  }
  await window.close();
});
