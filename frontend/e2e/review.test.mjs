/** The review for legal: each element with its evidence on the page, a term that answers one, and a finding that somebody lets be. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const row = (page, id) => page.locator(`li[id="${id}"]`);
const verdict = (page, id) => row(page, id).locator('.badge');

/** Waits until an element has a verdict. */
const says = (page, id, text) => page.waitForFunction(([id, text]) => document.getElementById(id)?.querySelector('.badge')?.textContent === text, [id, text]);

async function review(window) {
  await window.example();
  await read(window);
}

async function read(window) {
  await window.section('signing');
  await window.page.getByRole('link', { name: window.t('review.open') }).click();
  await window.page.getByRole('heading', { level: 2, name: window.t('section.review') }).waitFor();
  await row(window.page, 'C-01').waitFor();
}

test('what the agreement has and lacks, and what a person does about it', async () => {
  const window = await app.window();
  const { page } = window;
  await review(window);
  assert.equal(await page.locator('ul.sheet > li[id^="C-"]').count(), 34);
  assert.equal(await verdict(page, 'C-25').innerText(), window.t('review.verdict.no'));

  // The words are on the page that the evidence names, and marked.
  await row(page, 'C-16').getByRole('button', { name: '3.4, p. 2' }).click();
  await page.waitForFunction(() => document.querySelector('[data-page="2"] .mark') && document.querySelector('[data-page="2"] canvas'));
  await row(page, 'C-30').getByRole('button').first().click();
  await page.waitForFunction(() => document.querySelector('[data-page="4"] .mark'));

  // One click agrees on a prepared term. Nobody approved its words, so that it is to be assessed, and taken back it is as it was.
  await row(page, 'C-25').getByRole('button', { name: window.t('review.add-for', { Title: 'Audits en inspecties', Row: 'C-25' }) }).click();
  await says(page, 'C-25', window.t('review.verdict.to-assess'));
  await row(page, 'C-25').getByText('Jullie mogen de Verwerking (laten) controleren').waitFor();
  await window.saved();
  await window.button('undo').click();
  await page.getByRole('heading', { level: 2, name: window.t('section.terms') }).waitFor(); // where that changed
  await read(window);
  await says(page, 'C-25', window.t('review.verdict.no'));

  // By verdict.
  await page.getByRole('group', { name: window.t('review.filter') }).getByRole('button', { name: window.t('review.verdict.no') }).click();
  assert.equal(await page.locator('ul.sheet > li[id^="C-"]').count(), 7);
  assert.equal(await row(page, 'C-01').count(), 0);
  await page.getByRole('button', { name: window.t('review.all', { Count: 34 }), exact: true }).click();

  // A finding is set aside once it says by whom, in which function and why.
  const summary = page.locator('summary').filter({ hasText: 'S' }).filter({ hasText: window.t('review.findings', { Open: 26, Total: 27 }) });
  await summary.waitFor();
  await page.getByRole('button', { name: window.t('review.set-aside-named', { Name: 'S-01' }) }).click();
  const group = page.getByRole('group', { name: window.t('review.set-aside-named', { Name: 'S-01' }) });
  assert.equal(await group.getByLabel(window.t('label.aside-by')).inputValue(), 'Hanneke de Jong');
  await page.locator('summary').filter({ hasText: window.t('review.findings', { Open: 26, Total: 27 }) }).waitFor();
  await group.getByLabel(window.t('label.aside-reason')).fill('Het bericht begint bij artikel 4, onder 12.');
  await page.locator('summary').filter({ hasText: window.t('review.findings', { Open: 25, Total: 27 }) }).waitFor();
  await window.saved();
  await page.reload();
  await page.getByText('Het bericht begint bij artikel 4, onder 12.').first().waitFor();
  await window.accessible('review');

  // It is made as a document, which whoever read it signs.
  await window.button('review.make').click();
  await page.getByRole('heading', { level: 1, name: window.t('sign.title') }).waitFor();
  assert.ok(await page.getByLabel(window.t('sign.party.legal'), { exact: true }).isChecked(), 'it is signed for a party');
  await window.close();
});

test('words of one’s own keep everything to be assessed until somebody judged them', async () => {
  const window = await app.window();
  const { page } = window;
  await review(window);
  await page.getByRole('button', { name: window.t('review.reopen') }).first().click();
  await says(page, 'C-12', window.t('review.verdict.to-assess'));
  await page.getByRole('button', { name: window.t('review.judge-named', { Name: 'Termijn voor bezwaar tegen een Subverwerker' }) }).click();
  const group = page.getByRole('group', { name: window.t('review.judge-named', { Name: 'Termijn voor bezwaar tegen een Subverwerker' }) });
  await group.getByLabel(window.t('label.aside-reason')).fill('Gaat alleen over bezwaar.');
  await says(page, 'C-12', window.t('review.verdict.yes'));
  await group.getByLabel('C-14', { exact: true }).check();
  await says(page, 'C-14', window.t('review.verdict.to-assess'));
  await window.close();
});

test('a signed file is reviewed as it is, and the paper of somebody else is out of reach', async () => {
  const window = await app.window();
  const { page } = window;
  await window.signedExample();
  await page.goBack();
  await window.section('signing');
  await page.getByRole('button', { name: window.t('review.file-named', { Name: '' }) }).first().click();
  await page.getByRole('heading', { level: 2, name: window.t('section.review') }).waitFor();
  await row(page, 'C-34').waitFor();
  await page.getByText('Het is de vastgelegde tekst, met precies deze gegevens.').waitFor();
  // What legal set aside in the dossier counts, so that the verdicts are those of the dossier: one signature alone makes no writing.
  assert.deepEqual([await verdict(page, 'C-12').innerText(), await verdict(page, 'C-25').innerText()], [window.t('review.verdict.yes'), window.t('review.verdict.no')]);
  await row(page, 'C-12').getByText('4.1, p. 2').waitFor();
  await window.accessible('review of a file');
  await window.button('review.make').click();
  await page.getByRole('heading', { level: 1, name: window.t('sign.title') }).waitFor();
  const data = await page.evaluate(() => window.go.desk.Desk.Document(decodeURIComponent(location.hash.split('/')[4])).then((file) => file.data));

  await page.getByRole('link', { name: window.t('nav.check') }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: window.t('check.choose') }).click()]);
  await chooser.setFiles({ name: 'model.pdf', mimeType: 'application/pdf', buffer: Buffer.from(data, 'base64') });
  await window.button('review.file').click();
  await page.getByRole('alert').filter({ hasText: 'Het papier van een ander' }).waitFor();
  await window.close();
});

test('in the dark and on a small screen', async () => {
  const window = await app.window({ theme: 'dark', width: 320, height: 640 });
  await review(window);
  await window.accessible('review, 320 px, dark');
  await row(window.page, 'C-16').getByRole('button', { name: '3.4, p. 2' }).click();
  await window.page.waitForFunction(() => document.querySelector('.pages')?.checkVisibility() && document.querySelector('[data-page="2"] .mark'));
  await window.close();
});
