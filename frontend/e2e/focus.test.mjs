/** The focus goes where the eye should go, and what is behind a click is there with the keyboard. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

/** Waits until what has the focus is what it should be: a selector, and words in it when given. */
const focused = (page, selector, words = '') =>
  page.waitForFunction(([selector, words]) => document.activeElement?.matches(selector) && document.activeElement.textContent.includes(words), [selector, words]);

test('to what one came for', async () => {
  const window = await app.window();
  const { page } = window;
  await window.button('client.new').click();
  await focused(page, '[data-path="/controller/name"] input');
  await page.keyboard.type('Bakkerij De Korenaar B.V.');
  await page.waitForFunction(() => document.title.startsWith('Bakkerij De Korenaar B.V., '));

  // A choice that is left open says so when one leaves it, and not before.
  await window.section('services');
  const choices = page.locator('[data-path="/processing/services"]');
  await choices.getByRole('checkbox').first().focus();
  assert.equal(await choices.locator('.problem').count(), 0);
  await window.field('/processing/start').focus();
  await choices.locator('.problem').waitFor();

  // The summary goes through the form from top to bottom, and leads to the fields.
  await window.section('signing');
  await window.button('make').click();
  await page.getByText(window.t('make.refused')).waitFor();
  await window.section('client');
  await page.locator('.form details.errors summary').click();
  await page.locator('.form details.errors a').first().waitFor();
  const places = await page.locator('.form details.errors a').evaluateAll((links) => links.map((link) => link.hash.slice(1)));
  const fields = await page.locator('.form [data-path]').evaluateAll((all) => all.map((one) => one.dataset.path));
  assert.deepEqual(places, fields.filter((path) => places.includes(path)));
  await page.locator('.form details.errors a').last().click();
  await focused(page, `[data-path="${places.at(-1)}"] input`);

  // The page is where the words will be, also when there are none yet.
  await window.section('data');
  await page.waitForFunction(() => document.querySelector('.scroller').scrollTop > 0);
  await window.section('client');
  await page.waitForFunction(() => document.querySelector('.scroller').scrollTop < 50);

  // What one opens, and where one was when one comes back.
  await page.keyboard.press('Escape');
  await focused(page, '#main');
  await window.page.evaluate(() => window.go.desk.Desk.NewClient(true));
  await page.reload();
  await page.getByRole('link', { name: 'Zorggroep De Linde B.V.' }).press('Enter');
  await focused(page, '.form');
  await window.section('subprocessors');
  await page.locator('tbody tr').nth(2).getByRole('link').click();
  await page.getByRole('heading', { level: 2, name: 'Sample Analytics Ltd' }).waitFor();
  await page.keyboard.press('Escape');
  await focused(page, 'td', 'Sample Analytics Ltd');

  // What is taken back in the table is shown in the table, and what is being typed there is the browser's to take back.
  await page.keyboard.press('Delete');
  await focused(page, 'td', '');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+z');
  await focused(page, 'td', 'Sample Analytics Ltd');
  await page.keyboard.type('Ander');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await focused(page, 'td', 'Sample Analytics Ltd');
  await window.close();
});

test('to the question before something is gone for good, and back', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.section('signing');
  await window.button('client.remove').press('Enter');
  await focused(page, 'p', window.t('client.remove-ask'));
  await page.keyboard.press('Escape');
  await focused(page, 'button', window.t('client.remove'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(window.t('client.removed', { Name: 'Zorggroep De Linde B.V.' })).waitFor();
  await page.getByRole('heading', { name: window.t('overview.empty') }).waitFor();
  await focused(page, '#main');

  // A client that was begun by mistake goes from where it was begun, and once, however often one says yes.
  await window.button('client.new').click();
  await window.button('client.remove').click();
  await window.button('client.remove-yes').dblclick();
  await page.getByText(window.t('client.removed', { Name: window.t('client.nameless') })).waitFor();
  await window.settled();
  assert.equal(await page.getByRole('alert').count(), 0);
  await window.close();
});

test('fixed text is explained without a mouse, and the text is read with the keys of the browser', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.drawn();
  await window.button('clause.explain').press('Enter');
  await focused(page, '.said');
  const first = await page.locator('.said strong').textContent();
  await window.button('clause.next').press('Enter');
  await page.waitForFunction((first) => document.querySelector('.said strong')?.textContent !== first, first);
  await page.locator('.mark').first().waitFor();
  await page.keyboard.press('Escape');
  await focused(page, 'button', window.t('clause.explain'));
  assert.equal(await page.locator('.said').count(), 0);

  await window.button('preview.as-text').click();
  await page.locator('article.text h1').first().waitFor();
  await page.locator('article.text').focus();
  await page.keyboard.press('PageDown');
  await page.waitForFunction(() => document.querySelector('article.text').scrollTop > 0);
  await window.close();
});

test('to the password when it is wrong, and to the form for the other party', async () => {
  const window = await app.window();
  const { page } = window;
  await window.madeExample();
  await page.getByLabel(window.t('label.new-password')).fill('kort'); // as short as can be guessed
  await window.button('identity.make').click();
  await focused(page, 'input[aria-invalid=true]');
  await window.identity('appelboom-in-mei');
  await focused(page, 'input[type=radio]:checked'); // the button that was pressed is gone: one is at what came of it
  assert.equal(await page.getByLabel(window.t('label.password')).inputValue(), 'appelboom-in-mei');
  await page.getByLabel(window.t('label.password')).fill('fout');
  await window.button('sign').click();
  await page.getByRole('alert').waitFor();
  await focused(page, 'input[aria-invalid=true]');
  await window.sign('appelboom-in-mei');
  await focused(page, 'h1', window.t('sign.done'));
  await page.getByRole('link', { name: /Linde/ }).click();

  // The copy that is not signed says that there is one that is, and nobody signs it unawares.
  await page.getByText(window.t('documents.later')).waitFor();
  assert.equal(await page.getByRole('link', { name: window.t('documents.sign'), exact: true }).count(), 0);
  await page.getByRole('link', { name: window.t('documents.view') }).last().click();
  await page.getByRole('link', { name: window.t('sign.later-view') }).click();
  await page.getByRole('heading', { level: 1, name: window.t('sign.signed') }).waitFor();

  // To whom it was drafted stands there, and with the document.
  await window.download(window.button('mail'));
  await page.getByText(/aan m\.vanderlinde@example\.nl: vandaag \d\d:\d\d/).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('section[aria-labelledby=documents]').getByText(/aan m\.vanderlinde@example\.nl/).waitFor();
  await page.getByRole('link', { name: window.t('review.open') }).click();
  await page.getByRole('heading', { level: 2, name: window.t('section.review') }).waitFor();
  await page.keyboard.press('Escape'); // to where it was opened
  await page.getByRole('heading', { level: 2, name: window.t('section.signing') }).waitFor();
  await page.getByRole('link', { name: window.t('documents.view') }).first().click();
  await window.button('sign.also').click();
  await focused(page, 'h1', window.t('sign.title'));
  assert.equal(await page.locator('main button.primary').count(), 1); // what Ctrl+Enter does

  // What is no longer there says so, under a heading.
  await page.evaluate(() => (location.hash = '#/client/weg/client'));
  await page.getByRole('alert').waitFor();
  await window.accessible('a client that is gone');
  await window.close();
});
