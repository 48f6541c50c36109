/** Who signs sees the visible block beforehand, as it will stand in the document. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drawnAgain, open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

const block = (window) => window.page.locator('figure [role=img]');

/** The words of the block, once they are as they should be, and its picture. */
async function says(window, pattern) {
  await window.page.waitForFunction((source) => new RegExp(source).test(document.querySelector('figure [role=img]')?.ariaLabel ?? ''), pattern.source);
  return { words: (await block(window).getAttribute('aria-label')).split('; '), picture: await block(window).locator('canvas').evaluate((canvas) => canvas.toDataURL()) };
}

/** Notes what moves on the side of who signs, but for what one chose to be there. */
const watch = (page) =>
  page.evaluate(() => {
    globalThis.moved = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        for (const { node } of entry.sources) {
          const element = node?.nodeType === 1 ? node : node?.parentElement;
          if (element?.closest('.panel')) globalThis.moved.push(`${element.tagName} ${element.textContent?.trim().slice(0, 30)}`);
        }
      }
    }).observe({ type: 'layout-shift' });
  });

test('the block follows what one chooses, and comes so in the file', async () => {
  const window = await app.window();
  const { page } = window;
  await window.madeExample();
  await page.getByText(window.t('sign.block.identity')).waitFor();
  const reserved = await page.locator('figure').boundingBox();
  await window.identity('appelboom-in-mei');
  const first = await says(window, /Akkoord/);
  assert.equal(first.words[0], 'Sander de Voorbeeld'); // typed
  assert.equal(first.words[1], 'Sander de Voorbeeld'); // of the certificate
  assert.match(first.words.join('\n'), /algemeen directeur\nnamens JEX Nederland B\.V\..*\nDigitaal ondertekend op .*\nTijd: klok.*\nEigen certificaat.*\nReden: Akkoord$/);
  const { width, height } = await page.locator('figure').boundingBox();
  assert.deepEqual({ width, height }, { width: reserved.width, height: reserved.height });

  await page.getByLabel(window.t('label.reason'), { exact: true }).scrollIntoViewIfNeeded();
  await drawnAgain(page, 4);
  await watch(page);
  await page.getByLabel(window.t('label.reason'), { exact: true }).fill('');
  await page.getByLabel(window.t('label.reason'), { exact: true }).pressSequentially('Gezien en akkoord bevonden');
  const reason = await says(window, /Reden: Gezien en akkoord bevonden$/);
  assert.notEqual(reason.picture, first.picture);
  await page.getByLabel(window.t('sign.party.controller'), { exact: true }).check();
  await says(window, /bij mandaat, namens Zorggroep De Linde B\.V\.; Digitaal/);
  await drawnAgain(page, 4);
  assert.deepEqual(await page.evaluate(() => globalThis.moved), []);
  await window.accessible('block');

  // The name in the block is that of the certificate; whose role the dossier does not know has none.
  await page.getByText(window.t('identity.new')).click();
  await page.getByLabel(window.t('label.name'), { exact: true }).fill('Zbigniew Wiśniewski-Łącki');
  await page.getByLabel(window.t('label.new-password')).fill('perenboom-in-juni');
  await window.button('identity.make').click();
  await page.getByLabel(window.t('sign.look.none')).check();
  const other = await says(window, /^Zbigniew Wiśniewski-Łącki; bij mandaat, namens Zorggroep De Linde B\.V\.;/);
  if (shots) await page.screenshot({ path: join(shots, 'block.png') });

  await window.sign('perenboom-in-juni');
  const file = await window.download(window.button('save-as'));
  const text = execFileSync('pdftotext', ['-raw', file.path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  for (const words of other.words.filter((line) => !line.startsWith('Digitaal'))) assert.ok(text.includes(words), `the document does not say ${words}`);
  await window.close();
});

test('what stands in the way is said before one signs', async () => {
  const window = await app.window({ lang: 'en', theme: 'dark', width: 320, height: 640 });
  const { page } = window;
  await window.signedExample();
  await page.getByRole('link', { name: /Linde/ }).click();
  await page.getByRole('link', { name: window.t('documents.view'), exact: true }).first().click(); // the signed copy
  await window.button('sign.also').click();
  await page.getByLabel(window.t('sign.party.processor'), { exact: true }).check();
  await page.locator('figure').getByText(/already/).waitFor();
  await window.accessible('refused');
  await page.getByLabel(window.t('sign.party.controller'), { exact: true }).check();
  await says(window, /by mandate|bij mandaat/);
  await page.getByLabel(window.t('label.reason'), { exact: true }).fill('同意');
  await page.locator('figure').getByText('同').waitFor();
  await window.accessible('a character that cannot be printed');
  await window.close();
});
