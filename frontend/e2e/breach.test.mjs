/** A breach at night: from the call to the first notice that is out, with what it takes counted; then what comes after it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { open } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

/** Counts what a person does: a click, a box that is ticked, a field that is filled in. */
class Hand {
  inputs = 0;
  constructor(window) {
    this.window = window;
    this.page = window.page;
  }
  async click(target) {
    this.inputs++;
    await target.click();
  }
  async check(target) {
    this.inputs++;
    await target.check();
  }
  async fill(target, text) {
    this.inputs++;
    await target.fill(text);
  }
  async select(target, value) {
    this.inputs++;
    await target.selectOption(value);
  }
  field(path) {
    return this.page.locator(`[data-path="${path}"]`).locator('input, select, textarea').first();
  }
}

/** Clients like the example, each with a name of its own, and an identity to sign with. */
async function staffed(window, names) {
  await window.button('client.new').waitFor();
  await window.page.evaluate(async (names) => {
    const desk = window.go.desk.Desk;
    for (const name of names) {
      const open = await desk.NewClient(true);
      await desk.Change(open.id, open.version, { ...open.dossier, controller: { ...open.dossier.controller, name } });
    }
    await desk.NewIdentity({ name: 'Sander de Voorbeeld', organisation: 'JEX', email: 'sander@example.nl', country: 'NL', password: 'appelboom-in-mei' });
  }, names);
  await window.page.reload();
  await window.button('client.new').waitFor();
}

/** The least that is known at night. */
async function facts(hand) {
  const { window, page } = hand;
  await hand.check(page.getByLabel(window.t('breach.role.processor')));
  await hand.select(hand.field('/entity'), 'jex-nederland');
  await hand.fill(hand.field('/description'), 'Een onbekende had toegang tot een postvak met sollicitaties.');
  await hand.check(page.getByLabel(window.t('breach.kind.confidentiality')));
  await hand.select(hand.field('/discoveredBy'), 'own-detection');
  await hand.fill(hand.field('/measuresTaken/0/what'), 'Het postvak is geblokkeerd.');
}

/** The clients that have the service, and of these some. */
async function clients(hand, names) {
  const { window, page } = hand;
  await hand.click(page.getByRole('link', { name: window.t('breach.to-clients') }));
  await hand.check(page.getByRole('group', { name: window.t('breach.by-service') }).getByLabel(/lead/i).first());
  await hand.click(window.button('breach.search'));
  for (const name of names) await hand.check(page.getByRole('group', { name: window.t('breach.confirm') }).getByLabel(name));
  await hand.click(page.getByRole('button', { name: window.t('breach.add', { Count: names.length }), exact: true }));
  await page.locator('.rows li').nth(names.length - 1).waitFor();
  await window.saved();
}

/** All notices made and signed, and recorded as sent. */
async function out(hand, names) {
  const { window, page } = hand;
  await hand.click(page.getByRole('link', { name: window.t('breach.to-notices') }).first());
  await page.locator('input[type=radio]:checked[name$=identity]').waitFor();
  await hand.fill(page.getByLabel(window.t('label.password'), { exact: true }), 'appelboom-in-mei');
  await hand.click(page.getByRole('button', { name: window.t('breach.make', { Count: names.length }), exact: true }));
  await page.locator('.list li.signed').nth(names.length - 1).waitFor();
  const by = await page.getByLabel(window.t('breach.by'), { exact: true }).inputValue();
  assert.notEqual(by, '', 'nobody says that it was sent');
  const mails = [];
  for (const name of names) {
    hand.inputs++;
    mails.push(await window.download(page.getByRole('button', { name: window.t('breach.mail-to', { Name: name }), exact: true })));
    await hand.click(page.getByRole('button', { name: window.t('breach.sent-to', { Name: name }), exact: true }));
    await page.locator('.list li.sent', { hasText: name }).getByText(by).waitFor();
  }
  return mails;
}

/** What the notice of a draft says. */
function noticeIn(mail) {
  const text = readFileSync(mail.path, 'utf8');
  const at = text.indexOf('Content-Type: application/pdf');
  const data = text.slice(text.indexOf('\r\n\r\n', at) + 4, text.indexOf('--verwoord', at)).replaceAll(/\s/g, '');
  return execFileSync('pdftotext', ['-', '-'], { input: Buffer.from(data, 'base64'), encoding: 'utf8' });
}

test('the first notice is out in at most 25 inputs, and in at most 6 more for each further client', async () => {
  const names = ['Zorggroep De Linde B.V.', 'Bakkerij Roggeveen B.V.', 'Stichting Het Kompas'];
  const counts = [];
  for (const some of [names.slice(0, 1), names]) {
    const window = await app.window();
    const hand = new Hand(window);
    await staffed(window, names);
    await hand.click(window.page.getByRole('link', { name: window.t('nav.breaches') }));
    await hand.click(window.button('breach.new'));
    await facts(hand);
    await clients(hand, some);
    const mails = await out(hand, some);
    counts.push(hand.inputs);
    for (const [n, mail] of mails.entries()) {
      const text = noticeIn(mail);
      assert.match(text, /Een onbekende had toegang tot een postvak/);
      for (const name of names) assert.equal(text.includes(name), name === some[n], `the notice to ${some[n]} names ${name}`);
    }
    await window.close();
  }
  const further = (counts[1] - counts[0]) / 2;
  console.log(`first notice for one client: ${counts[0]} inputs; each further client: ${further}`);
  assert.ok(counts[0] <= 25 && further <= 6, `${counts[0]} and ${further} inputs`);
});

test('a reload in the middle loses nothing; a later fact is a follow-up; a drill says so everywhere', async () => {
  const window = await app.window({ width: 1440, height: 900 });
  const { page } = window;
  const hand = new Hand(window);
  const names = ['Zorggroep De Linde B.V.', 'Bakkerij Roggeveen B.V.'];
  await staffed(window, names);
  await page.getByRole('link', { name: window.t('nav.breaches') }).click();
  await window.button('breach.new-drill').click();
  await facts(hand);
  await page.locator('details', { has: page.locator('[data-path="/measuresPlanned"]') }).locator('summary').click();
  await page.locator('[data-path="/measuresPlanned"] .add').click();
  await hand.field('/measuresPlanned/0/what').fill('De logbestanden worden onderzocht.');
  await window.saved();
  await page.reload();
  await hand.field('/measuresTaken/0/what').waitFor();
  assert.equal(await hand.field('/description').inputValue(), 'Een onbekende had toegang tot een postvak met sollicitaties.');
  assert.equal(await hand.field('/measuresTaken/0/what').inputValue(), 'Het postvak is geblokkeerd.');
  await clients(hand, names);
  await page.reload();
  await page.locator('.rows li').nth(1).waitFor();
  await window.drawn();
  const [mail] = await out(hand, names);
  assert.match(readFileSync(mail.path, 'utf8'), /^Subject: .*OEFENING/m);
  assert.match(noticeIn(mail), /OEFENING/);

  await page.getByRole('link', { name: names[0] }).click();
  const people = page.locator('[data-path="/affected/1/people"]'); // by name the bakery comes first
  await people.locator('select').selectOption('exact');
  await people.locator('input').fill('12');
  await window.saved();

  // What was promised and falls away is asked for; taken back, it is there again.
  await page.getByRole('link', { name: window.t('breach.part.facts') }).click();
  await page.locator('details', { has: page.locator('[data-path="/measuresPlanned"]') }).locator('summary').click();
  await page.locator('[data-path="/measuresPlanned"] li').getByRole('button', { name: /^Weghalen/ }).click();
  const why = page.locator('[data-path="/corrections"] textarea');
  await why.waitFor();
  await window.button('undo').click();
  await hand.field('/measuresPlanned/0/what').waitFor();
  await why.waitFor({ state: 'detached' });
  await page.locator('[data-path="/measuresPlanned"] li').getByRole('button', { name: /^Weghalen/ }).click();
  await why.fill('De leverancier deed het onderzoek al.');
  await window.saved();
  await page.getByRole('navigation', { name: window.t('sections') }).getByRole('link', { name: window.t('breach.part.notices') }).click();
  await page.locator('.list li.changed').nth(1).waitFor();
  await page.getByLabel(window.t('label.password'), { exact: true }).fill('appelboom-in-mei');
  await page.getByRole('button', { name: window.t('breach.make', { Count: 2 }), exact: true }).click();
  await page.locator('.list li.signed', { hasText: names[0] }).waitFor();
  const second = await window.download(page.getByRole('button', { name: window.t('breach.mail-to', { Name: names[0] }), exact: true }));
  assert.match(noticeIn(second), /bericht 2/);
  assert.match(noticeIn(second), /Reden: De leverancier deed het onderzoek al/);

  // What runs is on the overview, the drill among it, and leads back here.
  await page.getByRole('link', { name: window.t('nav.overview') }).click();
  const lines = page.locator('.due li');
  await lines.nth(1).waitFor();
  const [all, line] = [await lines.count(), page.locator('.due li:has(button)').first()];
  const what = await line.getByRole('link').innerText();
  await line.getByRole('link').press('a');
  await page.waitForFunction((n) => document.querySelectorAll('.due li').length === n, all - 1);
  await page.locator('section[aria-labelledby=due] select').selectOption('settled');
  await page.waitForFunction(() => document.querySelectorAll('.due li').length === 1); // of both clients the line says the same
  await page.getByRole('link', { name: what.replace('›', '').trim() }).press('a');
  await page.getByText(window.t('due.none')).waitFor();
  await page.locator('section[aria-labelledby=due] select').selectOption('');
  await page.waitForFunction((n) => document.querySelectorAll('.due li').length === n, all);
  await page.getByRole('link', { name: /^OEFENING/ }).first().click();
  await page.getByRole('heading', { level: 2, name: window.t('breach.part.notices') }).waitFor();
  await window.close();
});

test('every member of a breach has a field; a time that the clock shows twice is asked for; the log is there in every form', async () => {
  const window = await app.window({ width: 1440, height: 900 });
  const { page } = window;
  const hand = new Hand(window);
  await staffed(window, ['Zorggroep De Linde B.V.']);
  await page.getByRole('link', { name: window.t('nav.breaches') }).click();
  await window.button('breach.new').click();
  await facts(hand);
  const places = new Set();
  /** Opens all that can be opened, adds one to every list, and keeps what there is a field for. */
  const unfold = async () => {
    for (const add of await page.locator('.form .add').all()) {
      await add.evaluate((one) => {
        for (let at = one.closest('details'); at; at = at.parentElement.closest('details')) at.open = true;
      });
      await add.click();
    }
    await page.evaluate(() => document.querySelectorAll('.form details').forEach((one) => (one.open = true)));
    for (const box of await page.locator('[data-path="/sender"] input, [data-path$="/contact"] input, [data-path="/when/estimated"] input').all()) await box.check();
    for (const path of await page.evaluate(() => [...document.querySelectorAll('.form [data-path]')].map((one) => one.dataset.path))) {
      places.add(path.replaceAll(/\/\d+/g, '').slice(1).replaceAll('/', '.'));
    }
  };
  for (const kind of ['integrity', 'availability']) await page.getByLabel(window.t(`breach.kind.${kind}`)).check();
  await page.evaluate(() => document.querySelectorAll('.form details').forEach((one) => (one.open = true)));
  await page.getByLabel(window.t('breach.stage.withdrawn')).check();
  await hand.field('/awareAt').fill('24-10-2026 3:12'); // the target has passed
  await hand.field('/delayReason').waitFor();
  await unfold();
  await window.accessible('all facts');

  const signal = page.locator('[data-path="/signalAt"]');
  await signal.locator('input').fill('25-10-2026 2:30');
  await signal.getByText(window.t('moment.twice')).waitFor();
  await signal.getByRole('button', { name: /wintertijd/ }).click();
  assert.equal(await signal.locator('input').inputValue(), '25 oktober 2026 om 02:30 (wintertijd)');
  await hand.field('/restoredAt').fill('28-3-2027 2:30');
  await page.locator('[data-path="/restoredAt"]').getByText(window.t('moment.skipped')).waitFor();
  await hand.field('/restoredAt').fill('');

  // A number that only looks like a citizen service number can be said to be none.
  const description = page.locator('[data-path="/description"]');
  await description.locator('textarea').fill('Het gaat om bestelling 111222333.');
  await hand.field('/discoveredBy').focus();
  await description.getByLabel(window.t('label.notBsn')).fill('een bestelnummer');
  await window.saved();
  await description.getByText(/burgerservicenummer/).waitFor({ state: 'hidden' });

  await clients(hand, ['Zorggroep De Linde B.V.']);
  await page.locator('.rows').getByRole('link', { name: 'Zorggroep De Linde B.V.' }).click();
  await page.getByRole('heading', { level: 2, name: 'Zorggroep De Linde B.V.' }).waitFor();
  await hand.field('/affected/0/informedEarlierAt').fill('gisteren 23:40');
  await page.evaluate(() => document.querySelectorAll('.form details').forEach((one) => (one.open = true)));
  for (const member of ['authority', 'people']) await hand.field(`/affected/0/decision/${member}`).selectOption('yes');
  await hand.field('/affected/0/decision/authorityReference').fill('AP-1');
  await unfold();
  await window.accessible('all of a client');
  await window.saved();

  const labels = await page.evaluate(async () => (await window.go.desk.Desk.BreachChoices()).label.map((one) => one.id));
  const leaves = labels.filter((id) => !labels.some((other) => other.startsWith(`${id}.`)));
  const without = [
    'id', 'exercise', 'affected.client', // as it is begun, and as clients are added
    'affected.termHours', // as the agreement says
    'corrections.field', 'corrections.reason', 'affected.corrections.field', 'affected.corrections.reason', 'notBsn.path', 'notBsn.reason', // asked where it is needed
    'measuresPlanned.status', 'measuresPlanned.effect', // of what was done
  ];
  const counts = /^(affected\.(people|records))\.(kind|min|max)$/;
  assert.deepEqual(leaves.filter((id) => !without.includes(id) && !places.has(id.replace(counts, '$1'))), []);

  for (const format of ['XLSX', 'CSV', 'JSON']) {
    const file = await window.download(page.getByRole('button', { name: window.t('breach.log-as', { Format: format }), exact: true }));
    assert.match(file.name, new RegExp(`\\.${format.toLowerCase()}$`));
    const start = readFileSync(file.path).subarray(0, 4).toString('latin1');
    assert.ok({ XLSX: 'PK', CSV: '\u00ef\u00bb\u00bf', JSON: '{' }[format].startsWith(start.slice(0, 1)), `${format} begins with ${start}`);
    if (format === 'JSON') assert.match(readFileSync(file.path, 'utf8'), /"authorityReference": "AP-1"/);
  }
  await window.close();
});

test('a run over many clients can be stopped; the next one makes the rest, and none twice', async () => {
  const window = await app.window();
  const { page } = window;
  const hand = new Hand(window);
  const names = Array.from({ length: 40 }, (_, n) => `Opdrachtgever ${String(n + 1).padStart(2, '0')} B.V.`);
  await staffed(window, names);
  await page.getByRole('link', { name: window.t('nav.breaches') }).click();
  await window.button('breach.new').click();
  await facts(hand);
  await page.getByRole('link', { name: window.t('breach.to-clients') }).click();
  await window.button('breach.search').click();
  await page.getByRole('button', { name: window.t('breach.tick-all', { Count: 40 }), exact: true }).click();
  await page.getByRole('button', { name: window.t('breach.add', { Count: 40 }), exact: true }).click();
  await page.locator('.rows li').nth(39).waitFor();
  await page.getByRole('link', { name: window.t('breach.to-notices') }).first().click();
  await page.locator('input[type=radio]:checked[name$=identity]').waitFor();
  const password = page.getByLabel(window.t('label.password'), { exact: true });
  await password.fill('appelboom-in-mei');
  // Whoever waits from outside may see the run only when it is over: the page itself presses Stop when a few are made.
  await page.evaluate((stop) => {
    new MutationObserver((_, observer) => {
      const step = document.querySelector('form [role=status]')?.textContent ?? '';
      if (!/^([3-9]|\d\d) \S+ 40: /.test(step)) return;
      observer.disconnect();
      [...document.querySelectorAll('button')].find((button) => button.textContent?.trim() === stop)?.click();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, window.t('breach.stop'));
  await page.getByRole('button', { name: window.t('breach.make', { Count: 40 }), exact: true }).click();
  await page.getByRole('button', { name: window.t('breach.make', { Count: 40 }), exact: true }).waitFor({ state: 'detached' });
  await window.button('breach.stop').waitFor({ state: 'detached' });
  await page.locator('.list li.signed').nth(1).waitFor();
  const made = await page.locator('.list li.signed').count();
  assert.ok(made >= 2 && made < 40, `${made} were made when it was stopped`);
  await page.locator('.list li.open').nth(39 - made).waitFor();
  await password.fill('appelboom-in-mei');
  await page.getByRole('button', { name: window.t('breach.make', { Count: 40 - made }), exact: true }).click();
  await page.locator('.list li.signed').nth(39).waitFor();
  const documents = await page.evaluate(async () => {
    const { Desk } = window.go.desk;
    const breach = await Desk.Breach((await Desk.Records('')).find((one) => one.kind === 'incident').id);
    return Promise.all(breach.rows.map(async (row) => (await Desk.Documents(row.client)).length));
  });
  assert.deepEqual(documents, names.map(() => 1));
  console.log(`stopped after ${made} of 40`);
  await page.getByRole('link', { name: window.t('nav.breaches') }).first().click();
  const log = await window.download(page.getByRole('button', { name: window.t('breach.log-as', { Format: 'PDF' }), exact: true }));
  const text = execFileSync('pdftotext', [log.path, '-'], { encoding: 'utf8' });
  for (const name of names) assert.ok(text.includes(name), `the log over all lacks ${name}`);
  await window.close();
});

test('by the keyboard alone, and JEX’s own data are refused with what to do instead', async () => {
  const window = await app.window();
  const { page } = window;
  await staffed(window, ['Zorggroep De Linde B.V.']);
  const press = async (key, times = 1) => {
    for (let n = 0; n < times; n++) await page.keyboard.press(key);
  };
  /** Goes on with Tab until something is reached. */
  const reach = async (target) => {
    for (let n = 0; n < 80; n++) {
      await press('Tab');
      if (await target.evaluate((one) => one === document.activeElement)) return;
    }
    assert.fail('not reached by the keyboard');
  };
  await page.evaluate(() => document.activeElement?.blur());
  await reach(page.getByRole('link', { name: window.t('nav.breaches') }));
  await press('Enter');
  await window.button('breach.new').waitFor();
  await press('Control+Enter'); // the primary action
  const own = page.getByLabel(window.t('breach.role.controller'));
  await own.waitFor();
  await reach(page.getByLabel(window.t('breach.role.processor')));
  await press('ArrowDown');
  await page.getByRole('alert').getByText(/72 uur/).waitFor();
  assert.equal(await page.locator('[data-path="/description"]').count(), 0);
  await press('ArrowUp');
  await page.locator('[data-path="/description"]').waitFor();
  await reach(page.locator('[data-path="/entity"] select'));
  await press('ArrowDown');
  await press('Tab');
  await page.keyboard.type('Een laptop is gestolen.');
  await press('Tab');
  await press('Space');
  await reach(page.locator('[data-path="/discoveredBy"] select'));
  await press('ArrowDown');
  await press('Tab');
  await page.keyboard.type('De laptop is op afstand gewist.');
  await reach(page.getByRole('link', { name: window.t('breach.to-clients') }));
  await press('Enter');
  await reach(window.button('breach.search'));
  await press('Enter');
  await reach(page.getByRole('button', { name: window.t('breach.tick-all', { Count: 1 }), exact: true }));
  await press('Enter');
  await reach(page.getByRole('button', { name: window.t('breach.add', { Count: 1 }), exact: true }));
  await press('Enter');
  await page.locator('.rows li').waitFor();
  await reach(page.getByRole('link', { name: window.t('breach.to-notices') }).first());
  await press('Enter');
  await page.locator('input[type=radio]:checked[name$=identity]').waitFor();
  await reach(page.getByLabel(window.t('label.password'), { exact: true }));
  await page.keyboard.type('appelboom-in-mei');
  await press('Enter');
  await page.locator('.list li.signed').waitFor();
  await window.close();
});

const looks = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 1440, height: 900, lang: 'en' },
  { theme: 'light', width: 320, height: 640 },
  { theme: 'dark', width: 1024, height: 768 },
];

for (const look of looks) {
  const name = `breach-${look.lang ?? 'nl'}-${look.theme}-${look.width}`;
  test(name, async () => {
    const window = await app.window(look);
    const { page } = window;
    const hand = new Hand(window);
    const see = async (screen) => {
      await window.settled();
      await window.accessible(`${name} ${screen}`);
      const words = await page.evaluate(() => document.body.innerText);
      assert.deepEqual(words.match(/(?<=^|\s)(app|desk|document|field|incident|due)(\.[\w-]+)+/g), null, `${name} ${screen}: keys instead of words`);
      if (shots) await page.screenshot({ path: join(shots, `${name}-${screen}.png`) });
    };
    const names = ['Zorggroep De Linde B.V.', 'Bakkerij Roggeveen B.V.', 'Stichting Het Kompas'];
    await staffed(window, names);
    await page.getByRole('link', { name: window.t('nav.breaches') }).click();
    await see('empty');
    await window.button(look.width === 1024 ? 'breach.new-drill' : 'breach.new').click();
    await page.getByLabel(window.t('breach.role.processor')).waitFor();
    await see('begin');
    await facts(hand);
    await window.saved();
    await see('facts');
    await clients(hand, names.slice(0, 2));
    await window.saved();
    await see('clients');
    await page.locator('.rows').getByRole('link', { name: names[0] }).click();
    await page.getByRole('heading', { level: 2, name: names[0] }).waitFor();
    if (look.width > 900) await window.drawn();
    await see('client');
    await page.getByRole('link', { name: window.t('breach.to-notices') }).click();
    await page.locator('input[type=radio]:checked[name$=identity]').waitFor();
    await see('make');
    await page.getByLabel(window.t('label.password'), { exact: true }).fill('appelboom-in-mei');
    await page.getByRole('button', { name: window.t('breach.make', { Count: 2 }), exact: true }).click();
    await page.locator('.list li.signed').nth(1).waitFor();
    await page.getByRole('button', { name: window.t('breach.sent-to', { Name: names[1] }), exact: true }).click();
    await page.locator('.list li.sent').waitFor();
    await see('notices');
    if (look.width === 320) await page.locator('.strip a').click();
    await page.getByRole('link', { name: window.t('nav.overview') }).click();
    await page.getByRole('heading', { name: window.t('due') }).waitFor();
    await see('overview');
    await window.close();
  });
}
