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

/** The client that is open, as a file. */
async function leave(window) {
  const [download] = await Promise.all([window.page.waitForEvent('download'), window.page.keyboard.press('Control+s')]);
  return readFileSync(await download.path());
}

/** Goes on from a client in a file. */
async function goOn(window, name, file) {
  await go(window, 'check');
  await give(window, window.button('check.choose'), name, 'application/json', file);
  await window.button('check.continue').click();
}

test('what was changed in a file and here is asked, and nothing of either is lost', async () => {
  const here = await app.window();
  const there = await app.window();
  await here.example();
  await goOn(there, 'klant.verwoord.json', await leave(here));
  await there.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  await there.fill({ '/controller/address/city': 'Delft', '/controller/address/street': 'Gracht 2', '/controller/kvk': '87654321' });
  const back = await leave(there);
  await there.close();

  await here.fill({ '/controller/address/city': 'Gouda', '/controller/address/street': 'Kade 1', '/mainAgreement/reference': 'RA-9' });
  await goOn(here, 'terug.verwoord.json', back);
  const { page } = here;
  await page.getByRole('heading', { level: 2, name: here.t('merge.title-file') }).waitFor();
  await page.getByText(here.t('merge.intro-file', { Name: 'terug.verwoord.json' })).waitFor();
  await here.drawn();
  await here.accessible('merge-file');
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/merge-file.png` });
  assert.equal(await page.getByRole('group', { name: /klant$/ }).count(), 2);

  await here.button('merge.decline').click();
  assert.equal(await here.field('/controller/address/city').inputValue(), 'Gouda');
  await goOn(here, 'terug.verwoord.json', back);
  const field = (label) => page.getByRole('group', { name: label });
  await field('Plaats van de klant').getByLabel('Delft').check();
  await field('Straat en huisnummer van de klant').getByLabel('Kade 1').check();
  await here.button('merge.save').click();
  await here.saved();
  const values = async () => {
    const paths = ['/controller/address/city', '/controller/address/street', '/controller/kvk', '/mainAgreement/reference'];
    return Promise.all(paths.map((path) => here.field(path).inputValue()));
  };
  assert.deepEqual(await values(), ['Delft', 'Kade 1', '87654321', 'RA-9']);
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => document.querySelector('[data-path="/controller/address/city"] input')?.value === 'Gouda');
  assert.deepEqual(await values(), ['Gouda', 'Gracht 2', '87654321', 'RA-9']);
  await page.keyboard.press('Control+y');
  await page.waitForFunction(() => document.querySelector('[data-path="/controller/address/city"] input')?.value === 'Delft');

  await goOn(here, 'terug.verwoord.json', back);
  await page.getByText(here.t('merge.known', { Name: 'terug.verwoord.json' })).waitFor();
  assert.deepEqual(await values(), ['Delft', 'Kade 1', '87654321', 'RA-9']);
  await here.close();
});

test('a backup overwrites nothing newer, says what it did with each client, and hands over what there is to choose', async () => {
  const here = await app.window();
  const { page } = here;
  await here.example();
  await here.fill({ '/controller/address/city': 'Amersfoort' });
  await go(here, 'settings');
  await page.locator('#phrase').fill(phrase);
  const first = readFileSync((await here.download(here.button('backup.make'))).path);
  await here.page.waitForFunction(() => document.activeElement?.matches('.note.good')); // what was pressed does nothing any more

  const there = await app.window();
  const restore = async (window, copy) => {
    await go(window, 'settings');
    await give(window, window.button('restore.pick'), 'kopie.verwoord', 'application/octet-stream', copy);
    await window.page.locator('#phrase-in').fill(phrase);
    await window.button('restore.make').click();
    await window.page.getByText(/^Ingelezen: \d+ nieuw/).waitFor();
  };
  const open = async (window) => {
    await go(window, 'overview');
    await window.page.getByRole('link', { name: /Linde/ }).first().click();
    await window.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  };
  await restore(there, first);
  await there.page.getByText('Nieuw hier.').waitFor();
  await open(there);
  await there.fill({ '/controller/address/city': 'Delft', '/controller/kvk': '87654321' });
  await go(there, 'settings');
  await there.page.locator('#phrase').fill(phrase);
  const second = readFileSync((await there.download(there.button('backup.make'))).path);
  await there.close();

  await open(here);
  await here.fill({ '/controller/address/city': 'Gouda' });
  await restore(here, first);
  await page.getByText('Ongewijzigd: wat hier staat, is nieuwer dan de reservekopie.').waitFor();
  await restore(here, second);
  await page.getByText(/^Bij 1 veld is hier en in de reservekopie iets anders ingevuld/).waitFor();
  await here.accessible('restored');
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/restored.png` });
  await here.button('restore.settle').click();
  await page.getByText(here.t('merge.intro-file', { Name: 'kopie.verwoord' })).waitFor();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/merge-backup.png` });
  await page.getByRole('group', { name: 'Plaats van de klant' }).getByLabel('Gouda').check();
  await here.button('merge.save').click();
  await here.saved();
  assert.equal(await here.field('/controller/address/city').inputValue(), 'Gouda');
  assert.equal(await here.field('/controller/kvk').inputValue(), '87654321');

  await here.section('signing');
  await here.button('client.remove').click();
  await here.button('client.remove-yes').click();
  await page.getByText(here.t('overview.empty')).waitFor();
  await restore(here, second);
  await page.getByText('Niet teruggezet: deze klant is hier verwijderd.').waitFor();
  await here.button('restore.back').click();
  await page.getByText('Teruggezet.').waitFor();
  await open(here);
  assert.equal(await here.field('/controller/address/city').inputValue(), 'Delft');
  await here.close();
});

test('everything leaves as one encrypted file, with its history, and comes back', async () => {
  const here = await app.window();
  await here.example();
  await here.fill({ '/controller/address/city': 'Amersfoort' });
  await go(here, 'settings');
  await here.page.locator('#phrase').fill(phrase);
  await here.page.locator('#phrase ~ button', { hasText: here.t('password.show') }).click();
  assert.equal(await here.page.locator('#phrase').getAttribute('type'), 'text');
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
        for (const key of keys.filter((one) => [one].flat().includes('sales.trail') && [one].flat().some((part) => /^0+2$/.test(part)))) {
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

test('a passphrase is set, asked for and taken away, and a wrong one says so where it is typed', async () => {
  const window = await app.window();
  const { page } = window;
  const [before, after] = ['before', 'after'].map((which) => page.getByLabel(window.t(`passphrase.${which}`)));
  await go(window, 'settings');
  await after.fill('kort');
  await window.button('passphrase.set').click();
  await page.locator('.field.invalid', { has: after }).getByRole('alert').waitFor();
  await after.fill('appel boom in mei');
  await page.locator('.field', { has: after }).getByRole('button', { name: window.t('password.show') }).click();
  assert.equal(await after.getAttribute('type'), 'text');
  await window.button('passphrase.set').click();
  await page.getByText(window.t('passphrase.made')).waitFor();

  await page.reload();
  const asked = page.getByLabel(window.t('passphrase'));
  await page.waitForFunction(() => document.activeElement?.matches('[type=password]'));
  await page.keyboard.type('peer boom in mei');
  await page.keyboard.press('Enter');
  await page.locator('.field.invalid', { has: asked }).getByRole('alert').waitFor();
  await window.accessible('unlock');
  await page.waitForFunction(() => document.activeElement?.matches('[type=password]'));
  await page.keyboard.type('appel boom in mei'); // what was wrong is selected
  await page.keyboard.press('Enter');

  await window.button('passphrase.remove').click();
  await page.locator('.field.invalid', { has: before }).getByRole('alert').waitFor();
  await before.fill('appel boom in mei');
  await window.button('passphrase.remove').click();
  await page.getByText(window.t('passphrase.removed')).waitFor();
  await window.close();
});
