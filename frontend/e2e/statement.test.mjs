/** The text for a client's privacy statement: filled in beside the page it makes, copied, put online, and outdated by a change. */
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

/** Opens the text of the example client. */
async function statement(window) {
  const { page } = window;
  await window.button('client.new').waitFor();
  await page.evaluate(() => window.go.desk.Desk.NewClient(true));
  await page.reload();
  await page.getByRole('link', { name: /Linde/ }).click();
  await window.section('signing');
  await page.getByRole('link', { name: window.t('statement.link') }).click();
  await page.getByRole('heading', { level: 1, name: window.t('statement.title') }).waitFor();
  await page.locator('.browser article').waitFor();
}

for (const look of [
  { lang: 'nl', theme: 'light', width: 1440, height: 900 },
  { lang: 'en', theme: 'dark', width: 1440, height: 900 },
  { lang: 'nl', theme: 'light', width: 320, height: 640 },
]) {
  const name = `${look.lang}-${look.theme}-${look.width}`;
  test(`usable: ${name}`, async () => {
    const window = await app.window(look);
    await statement(window);
    await window.settled();
    await window.accessible(`${name} statement`);
    const words = await window.page.evaluate(() => document.body.innerText);
    assert.deepEqual(words.match(/(?<=^|\s)(app|desk|document|field|privacy|check)(\.[\w-]+)+/g), null, 'keys instead of words');
    if (shots) await window.page.screenshot({ path: join(shots, `statement-${name}.png`), fullPage: true });
    await window.close();
  });
}

test('the text is about the people and data of the services in which JEX is processor', async () => {
  const window = await app.window({ lang: 'nl' });
  const { page } = window;
  await statement(window);
  const text = page.locator('.browser article');
  assert.equal(await page.getByRole('group', { name: window.t('statement.whom') }).count(), 0, 'it is asked where all services are of one role');
  await page.evaluate(async () => {
    const desk = window.go.desk.Desk;
    const id = decodeURIComponent(location.hash.split('/')[2]);
    const { dossier, version } = await desk.Open(id);
    dossier.processing.services[1].role = 'controller';
    await desk.Change(id, version, dossier);
  });
  await page.reload();
  await window.button('statement.part.long').click();
  assert.equal(await text.getByText('Deze lijst is van de hele overeenkomst').count(), 2);
  await page.getByRole('group', { name: window.t('statement.whom') }).getByLabel('sollicitanten').check();
  const which = page.getByRole('group', { name: window.t('statement.which') });
  for (const kind of ['naam', 'e-mailadres']) await which.getByLabel(kind, { exact: true }).check();
  // The whole list had that kind as well: what tells that the answers have come is that the blanks are gone.
  await text.getByText('Deze lijst is van de hele overeenkomst').first().waitFor({ state: 'detached' });
  assert.equal(await text.getByText('Deze lijst is van de hele overeenkomst').count(), 0);
  await text.locator('#privacy-data li').nth(1).waitFor(); // each answer comes by itself
  assert.deepEqual(await text.locator('#privacy-data li').allInnerTexts(), ['naam', 'e-mailadres']);
  assert.equal(await window.field('/privacyText/periods/website-visitors/period').count(), 0, 'a period is asked of people that the text is not about');
  await window.settled();
  if (shots) await page.screenshot({ path: join(shots, 'statement-whom.png'), fullPage: true });
  await window.accessible('whose text');
  await window.close();
});

test('from blanks to a text that is online, and then outdated', async () => {
  const window = await app.window({ lang: 'nl' });
  const { page } = window;
  await statement(window);
  const text = page.locator('.browser article');
  const publish = window.button('statement.publish');
  await text.getByText('[VUL IN: het webadres van de lange tekst]').waitFor();
  assert.equal(await publish.isDisabled(), true, 'a draft can be put online');

  await window.field('/privacyText/link').fill('https://www.example.nl/privacy/jex');
  await text.getByRole('link', { name: 'onze uitleg over JEX' }).waitFor();
  await window.button('statement.part.long').click();
  for (const [place, value] of [
    ['grounds/lead-forwarding/ground', 'contract'], ['grounds/campaign-optimisation/ground', 'legitimate-interest'], ['origin', 'self'],
    ['advertises', 'yes'], ['decision', 'none'], ['chatbot', 'no'],
  ]) await window.field(`/privacyText/${place}`).selectOption(value);
  await window.field('/privacyText/grounds/campaign-optimisation/interest').fill('Wij willen ons geld goed besteden.');
  for (const who of ['applicants', 'website-visitors', 'leads']) await window.field(`/privacyText/periods/${who}/period`).fill('4 weken');
  await window.button('statement.platform.add').click();
  await window.field('/privacyText/platforms/0/name').fill('Voorbeeldnetwerk');
  await window.field('/privacyText/platforms/0/link').fill('https://social.example.com/privacy');
  await window.field('/privacyText/platforms/0/arrangement').fill('https://social.example.com/afspraken');
  await page.getByText(window.t('statement.fit')).waitFor();
  assert.equal(await text.locator('mark').count(), 0, 'blanks in a text that is fit');

  const copy = page.getByRole('group', { name: window.t('statement.copy') });
  const copies = async (what) => {
    await copy.getByRole('button', { name: window.t(`statement.copy.${what}`) }).click();
    await page.getByRole('status').filter({ hasText: window.t('statement.copied', { What: window.t(`statement.copy.${what}`) }) }).waitFor({ state: 'attached' });
  };
  await copies('html');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^<section id="privacy-long">\n<h2>Hoe wij met JEX samenwerken<\/h2>/);
  assert.doesNotMatch(copied, /style|class=|<script/);
  // Each format is what it says: nothing of the markup of another is left in it, and the addresses stay.
  await copies('md');
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(markdown, /^## Hoe wij met JEX samenwerken/);
  assert.match(markdown, /\| Waarvoor \| Waarom mag dat\? \|/);
  assert.match(markdown, /\[Autoriteit Persoonsgegevens\]\(<https:\/\/www\.autoriteitpersoonsgegevens\.nl>\)/);
  assert.doesNotMatch(markdown, /<\/|<(?:p|ul|li|h\d|a|section|table)\b|VUL IN/);
  await copies('txt');
  const plain = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(plain, /^Hoe wij met JEX samenwerken\r?\n/);
  assert.match(plain, /Autoriteit Persoonsgegevens \(https:\/\/www\.autoriteitpersoonsgegevens\.nl\/?\)/);
  assert.doesNotMatch(plain, /<\w|\]\(|^#|VUL IN/m);
  // And of the part that is chosen.
  await window.button('statement.part.short').click();
  await copies('md');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^## Wij werken samen met JEX/);
  await window.button('statement.part.long').click();
  await copies('rich');
  const kinds = await page.evaluate(async () => (await navigator.clipboard.read())[0].types);
  assert.ok(kinds.includes('text/html') && kinds.includes('text/plain'), kinds.join());

  // What is saved is what it is called, and the draft of the message carries the text.
  const kept = page.getByRole('group', { name: window.t('statement.save') });
  for (const [format, begins] of [['html', '<section id="privacy-long">'], ['md', '## Hoe wij met JEX samenwerken'], ['txt', 'Hoe wij met JEX samenwerken'], ['pdf', '%PDF-']]) {
    const file = await window.download(kept.getByRole('button', { name: format.toUpperCase(), exact: true }));
    assert.match(file.name, new RegExp(`^privacytekst-.*\\.${format}$`));
    assert.ok(readFileSync(file.path, 'latin1').startsWith(begins), `${format}: ${readFileSync(file.path, 'latin1').slice(0, 80)}`);
  }
  const draft = await window.download(window.button('statement.mail'));
  assert.match(draft.name, /\.eml$/);
  assert.match(readFileSync(draft.path, 'latin1'), /^X-Unsent: 1\r$[\s\S]*filename="?privacytekst-[\w-]+\.html/m);

  await window.button('statement.width.phone').click();
  const box = await page.locator('.browser').boundingBox();
  assert.ok(box.width <= 376, `a phone is ${box.width} wide`);
  if (shots) await page.screenshot({ path: join(shots, 'statement-phone.png') });

  await publish.click();
  await page.getByText('Deze tekst staat online sinds').first().waitFor();
  await window.settled();
  await page.goBack();
  await window.section('subprocessors');
  await page.evaluate(async () => {
    const desk = window.go.desk.Desk;
    const id = decodeURIComponent(location.hash.split('/')[2]);
    const { dossier, version } = await desk.Open(id);
    dossier.subprocessors = dossier.subprocessors.filter((row) => row.id !== 'support-in');
    await desk.Change(id, version, dossier);
  });
  await page.reload();
  await window.section('signing');
  await page.getByRole('link', { name: window.t('statement.link') }).click();
  await page.getByText(/Dit moet anders/).waitFor();
  await page.locator('.changes del').filter({ hasText: 'Namuna Support' }).first().waitFor();
  if (shots) await page.screenshot({ path: join(shots, 'statement-outdated.png') });
  await window.accessible('outdated');
  await window.close();
});
