/** What is kept can leave and come back: one client, everything, a signed document; and what is damaged is told. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const phrase = 'paard batterij nietje';

/** Gives a file to what asks for one. */
async function give(window, button, name, mimeType, buffer) {
  const [chooser] = await Promise.all([window.page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles({ name, mimeType, buffer });
}

const go = (window, place) => window.page.getByRole('link', { name: window.t(`nav.${place}`), exact: true }).click();

test('one client leaves as a file and comes back on another machine', async () => {
  const here = await app.window();
  await here.example();
  await here.fill({ '/controller/address/city': 'Amersfoort' });
  const [download] = await Promise.all([here.page.waitForEvent('download'), here.page.keyboard.press('Control+s')]);
  assert.equal(download.suggestedFilename(), 'zorggroep-de-linde-b-v.verwoord.json');
  const file = readFileSync(await download.path());
  await here.close();

  const there = await app.window();
  await go(there, 'check');
  await give(there, there.button('check.choose'), 'klant.verwoord.json', 'application/json', file);
  await there.button('check.continue').click();
  await there.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  assert.equal(await there.field('/controller/address/city').inputValue(), 'Amersfoort');
  await there.close();
});

test('everything leaves as one encrypted file, with its history, and comes back', async () => {
  const here = await app.window();
  await here.example();
  await here.fill({ '/controller/address/city': 'Amersfoort' });
  await go(here, 'settings');
  await here.page.locator('#phrase').fill(phrase);
  const file = await here.download(here.button('backup.make'));
  const copy = readFileSync(file.path);
  assert.ok(!copy.includes('Amersfoort'), 'the copy can be read without its passphrase');
  await here.close();

  const there = await app.window();
  await go(there, 'settings');
  await give(there, there.button('restore.pick'), file.name, 'application/octet-stream', copy);
  await there.page.locator('#phrase-in').fill('iets anders');
  await there.button('restore.make').click();
  await there.page.getByRole('alert').waitFor();
  await there.page.locator('#phrase-in').fill(phrase);
  await there.button('restore.make').click();
  await there.page.getByText(/^Ingelezen: \d+ nieuw/).waitFor();
  await go(there, 'overview');
  await there.page.getByRole('link', { name: /Linde/ }).first().click();
  await there.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  assert.equal(await there.field('/controller/address/city').inputValue(), 'Amersfoort');
  await there.page.keyboard.press('Control+z');
  await there.page.waitForFunction(() => document.querySelector('[data-path="/controller/address/city"] input')?.value === 'Utrecht');
  await there.close();
});

test('a trail from which something was taken is told', async () => {
  const window = await app.window();
  const { page } = window;
  await window.example();
  await window.fill({ '/controller/address/city': 'Amersfoort' });
  await go(window, 'settings');
  await page.getByText(/^✓ Het logboek is heel/).waitFor();
  await window.button('trail.check').click();
  await page.getByText(window.t('trail.all-whole')).waitFor();
  await page.getByText(window.t('trail.show')).click();
  assert.ok((await page.locator('tbody tr').count()) >= 3);
  await window.accessible('trail');

  // Someone takes a line out of the store, behind the app's back.
  const taken = await page.evaluate(async () => {
    let gone = 0;
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const kept of db.objectStoreNames) {
        const lines = db.transaction(kept, 'readwrite').objectStore(kept);
        const keys = await new Promise((resolve) => (lines.getAllKeys().onsuccess = (event) => resolve(event.target.result)));
        for (const key of keys.filter((one) => [one].flat().includes('audit') && [one].flat().some((part) => /^0+2$/.test(part)))) {
          lines.delete(key);
          gone++;
        }
      }
      db.close();
    }
    return gone;
  });
  assert.equal(taken, 1, 'no line was found to take away');
  await page.reload();
  await page.getByText(/^Het logboek is niet heel vanaf regel 2/).first().waitFor();
  await go(window, 'overview');
  await page.getByText(/^Het logboek is niet heel vanaf regel 2/).first().waitFor();
  await window.close();
});

test('a mail program reads the draft', async () => {
  const window = await app.window();
  await window.signedExample();
  const file = await window.download(window.button('save-as'));
  const mail = await window.download(window.button('mail'));
  const read = `
import email, email.policy, json, sys
m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
[pdf] = list(m.iter_attachments())
print(json.dumps({
  'unsent': m['X-Unsent'], 'to': [[a.display_name, a.addr_spec] for a in m['To'].addresses], 'subject': m['Subject'],
  'defects': [str(d) for p in m.walk() for d in p.defects], 'text': m.get_body(('plain',)).get_content(),
  'type': pdf.get_content_type(), 'name': pdf.get_filename(), 'same': pdf.get_content() == open(sys.argv[2], 'rb').read()}))`;
  const told = JSON.parse(execFileSync('python3', ['-c', read, mail.path, file.path], { encoding: 'utf8' }));
  assert.deepEqual(
    { ...told, text: undefined },
    {
      unsent: '1',
      to: [['Marijke van der Linde', 'm.vanderlinde@example.nl']],
      subject: 'Verwerkersovereenkomst met Bijlagen voor Zorggroep De Linde B.V.',
      defects: [],
      text: undefined,
      type: 'application/pdf',
      name: 'verwerkersovereenkomst-zorggroep-de-linde-b-v.pdf',
      same: true,
    },
  );
  assert.match(told.text, /^Beste Marijke van der Linde,\s+Hierbij ontvang je/);
  assert.match(told.text, /tweede handtekeningveld/);
  await window.close();
});
