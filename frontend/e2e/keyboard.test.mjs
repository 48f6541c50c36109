/** The whole path without a mouse: from an empty app to a signed document, with the keys of the app and of the browser only. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

/** What has the focus: its place in the dossier, its name, and what kind of control it is. */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    const name = at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent ?? '';
    return { path: at.closest('[data-path]')?.dataset.path ?? '', name: name.trim(), tag: at.tagName, type: at.type ?? '', seen: at.tabIndex < 0 || getComputedStyle(at).outlineStyle !== 'none' };
  });

/** Presses Tab until the focus is where it should be. Every stop on the way can be seen. */
async function tabTo(page, wanted, most = 80) {
  for (let i = 0; i < most; i++) {
    const at = await focused(page);
    if (at.tag !== 'BODY') assert.ok(at.seen, `the focus on ${at.tag} "${at.name.slice(0, 40)}" cannot be seen`);
    if (wanted(at)) return at;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${most} times Tab did not lead there; the focus is on ${JSON.stringify(await focused(page))}`);
}

const field = (path) => (at) => at.path === path && /INPUT|SELECT|TEXTAREA/.test(at.tag);
const called = (name) => (at) => at.name === name;

/** Types values into fields, from the one to the next by Tab. In a list one types the beginning of a choice; a day is typed as the browser asks. */
async function typeIn(page, values) {
  for (const [path, text] of Object.entries(values)) {
    await tabTo(page, field(path));
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Tab');
}

const person = (path, name, role, mailbox, phone) => ({
  [`${path}/name`]: name,
  [`${path}/role`]: role,
  [`${path}/email`]: `${mailbox}@example.nl`,
  ...(phone ? { [`${path}/phone`]: phone } : {}),
});

test('from nothing to a signed document, with the keyboard only', async () => {
  const window = await app.window();
  const { page } = window;
  const next = async (section) => {
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 2, name: window.t(`section.${section}`) }).waitFor();
  };
  await window.button('client.new').waitFor();
  await tabTo(page, called(window.t('skip')), 3); // the first stop leads past the menu
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+n');
  await page.getByRole('heading', { name: window.t('client.nameless') }).waitFor();

  await typeIn(page, {
    '/controller/name': 'Bakkerij De Korenaar B.V.',
    '/controller/legalForm': 'besloten',
    '/controller/kvk': '1234567',
  });
  await page.getByText('Dit nummer heeft 7 cijfers. Een KvK-nummer heeft er 8.').first().waitFor();
  await page.keyboard.press('Shift+Tab');
  await typeIn(page, {
    '/controller/kvk': '12345678',
    '/controller/address/street': 'Korenmolen 3',
    '/controller/address/postcode': '3071 JL',
    '/controller/address/city': 'Rotterdam',
    '/mainAgreement/title': 'Raamovereenkomst werving',
    '/mainAgreement/reference': 'RA-2026-0200',
    '/mainAgreement/date': '01112026',
    ...person('/controller/privacyContact', 'Anna Smit', 'eigenaar', 'privacy', '+31101234500'),
    ...person('/controller/breachContact', 'Saskia de Boer', 'bedrijfsleider', 'datalek', '+31101234501'),
  });
  await next('services');
  await tabTo(page, (at) => at.type === 'checkbox');
  await page.keyboard.press('Space');
  await typeIn(page, {
    '/processing/services/0/purpose': 'Mensen vinden die in de bakkerij willen werken.',
    '/processing/services/0/nature': 'Verzamelen, controleren en doorsturen.',
    '/processing/start': '01122026',
  });
  await next('data');
  for (const list of ['/processing/dataSubjects', '/processing/personalData']) {
    await tabTo(page, (at) => at.path === list && at.type === 'checkbox');
    await page.keyboard.press('Space');
  }
  await next('security');
  await typeIn(page, person('/processor/breachContact', 'Meldpunt datalekken', 'dag en nacht', 'meldpunt', '+31101234567'));

  // A row in the table, another made of it, moved up and taken away again.
  await next('subprocessors');
  await tabTo(page, (at) => at.name === window.t('subprocessors.add'));
  await page.keyboard.press('Enter');
  await page.keyboard.type('Voorbeeld Hosting B.V.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Hosting');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);
  await page.keyboard.press('ArrowUp');
  const rows = () => page.locator('tbody tr td:first-child').allTextContents();
  const tool = async (name) => {
    await page.keyboard.press('Shift+Tab');
    for (let i = 0; i < 8 && (await focused(page)).name !== window.t(name); i++) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
  };
  await tool('copy');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 3);
  await page.keyboard.press('Home');
  await page.keyboard.type('Ander Bedrijf B.V.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  assert.deepEqual((await rows()).slice(0, 2).map((name) => name.trim()), ['Ander Bedrijf B.V.', 'Voorbeeld Hosting B.V.']);
  await tool('remove');
  await tool('remove');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);

  await next('terms');
  await next('signing');
  await typeIn(page, {
    ...person('/controller/signatory', 'Anna Smit', 'bestuurder', 'anna'),
    ...person('/processor/signatory', 'Sander de Voorbeeld', 'directeur', 'directie'),
  });
  await window.saved();
  await page.keyboard.press('Control+Shift+Enter');
  await page.getByRole('heading', { level: 1, name: window.t('sign.title') }).waitFor();

  await page.getByLabel(window.t('label.new-password')).waitFor();
  await tabTo(page, called(window.t('label.new-password')));
  await page.keyboard.type('appelboom-in-mei');
  await page.keyboard.press('Enter');
  await page.locator('input[type=radio]:checked[name$=identity]').waitFor();
  await tabTo(page, called(window.t('label.password')));
  await page.keyboard.type('appelboom-in-mei');
  await tabTo(page, called(window.t('label.typed')));
  assert.equal(await page.evaluate(() => document.activeElement.value), 'Sander de Voorbeeld');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: window.t('sign.done') }).waitFor();
  await tabTo(page, called(window.t('save-as')));
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const file = await download.path();
  assert.match(execFileSync('pdfsig', [file], { encoding: 'utf8' }), /Signature Validation: Signature is Valid/);
  assert.ok(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).includes('Bakkerij De Korenaar B.V.'));
  await window.close();
});
