/** A window of the app in a real browser, and what every test does in one. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const root = join(import.meta.dirname, '../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const locales = Object.fromEntries(['nl', 'en'].map((lang) => [lang, JSON.parse(readFileSync(join(root, `locales/${lang}.json`), 'utf8'))]));

/** How long anything may take before it is wrong, in milliseconds: a machine that has much else to do is slow, and not wrong. */
export const patience = 120_000;

/** The windows that are open. */
const windows = new Set();

/** What stood on the screen when a test failed is told with it. */
afterEach(async (t) => {
  for (const window of t.passed ? [] : windows) console.log(`--- on the screen when it failed, ${window.page.url()}\n${await window.words()}`);
  windows.clear();
});

/** Waits until the page has been drawn again: what was done a moment ago can be seen, and heard of. */
export const drawnAgain = (page, times = 2) =>
  page.evaluate(async (n) => {
    for (let i = 0; i < n; i++) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }, times);

/** Where a thing is, once it has stopped moving. */
export async function still(thing) {
  for (let before = ''; ; ) {
    const box = await thing.boundingBox();
    const now = JSON.stringify(box);
    if (box && now === before) return box;
    before = now;
    await drawnAgain(thing.page(), 4);
  }
}

/** Where the site is served, and the browser that shows it; both are ended by close. */
export async function open() {
  const site = process.env.VERWOORD_SITE ?? join(root, 'build/bin/web');
  const [server, browser] = await Promise.all([
    serve(site),
    chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] }),
  ]);
  return {
    site,
    address: server.address,
    browser,
    /** A window on an app that knows nothing yet. */
    window: (options) => Window.open(browser, server.address, options),
    /** From here on no file can be fetched. */
    stop: () => server.close(),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** What is placed in something around the scroller that it is in: nobody sees it there, and it scrolls that. It runs in the page. */
function strays() {
  const scrolls = (element) => /auto|scroll|hidden/.test(getComputedStyle(element).overflow);
  return [...document.querySelectorAll('body *')]
    .filter((element) => element instanceof HTMLElement && element.offsetParent && getComputedStyle(element).position === 'absolute')
    .filter((element) => {
      let scroller = element.parentElement;
      while (scroller && !scrolls(scroller)) scroller = scroller.parentElement;
      return scroller && !scroller.contains(element.offsetParent);
    })
    .map((element) => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`);
}

/**
 * What is not set as with care: fields beside each other whose controls are on other lines, words that are cut, a focus ring in several
 * pieces, and rows of one list whose buttons are now at the one side, now at the other. It runs in the page.
 */
function careless() {
  const found = [];
  const seen = (selector, within = document) => [...within.querySelectorAll(selector)].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.unseen, .textLayer, .skip'));
  const called = (one) => `${one.tagName} "${(one.textContent.trim() || one.closest('[data-path]')?.dataset.path || one.className).slice(0, 40)}"`;
  const apart = (a, b) => Math.abs(a - b) > 1;
  for (const pair of seen('.pair')) {
    const lines = seen('.field', pair).map((field) => ({ label: field.querySelector('label, .label'), control: field.querySelector('input, select, textarea') })).filter(({ label, control }) => label && control?.offsetParent);
    for (const [i, one] of lines.entries()) {
      const next = lines[i + 1];
      const top = (element) => element.getBoundingClientRect().top;
      if (next && !apart(top(one.label), top(next.label)) && apart(top(one.control), top(next.control))) found.push(`${called(one.label)} and ${called(next.label)} are not on one line`);
    }
  }
  for (const one of seen('th, td, button, legend, label, h1, h2, h3, p, dt, dd, summary')) {
    const { overflow, textOverflow, display } = getComputedStyle(one);
    if (display !== 'inline' && one.scrollWidth > one.clientWidth + 1 && !(overflow === 'hidden' && textOverflow === 'ellipsis' && one.title)) found.push(`${called(one)} is cut`);
  }
  for (const one of seen('td, th').filter((cell) => getComputedStyle(cell).hyphens !== 'auto')) {
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/(?<![^\s(])\p{L}{2,18}(?![^\s,.;)])/gu)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        const tops = [...range.getClientRects()].map((box) => box.top);
        if (apart(Math.min(...tops), Math.max(...tops))) found.push(`${called(one)} has the word ${word[0]} on two lines`);
      }
    }
  }
  for (const one of seen('a[href], button, summary, [tabindex="0"]')) {
    if (one.getClientRects().length > 1 && one.checkVisibility()) found.push(`the ring around ${called(one)} is in pieces`);
  }
  for (const list of seen('main ul')) {
    const heights = [...list.children].map((row) => Math.round(row.getBoundingClientRect().top));
    if (new Set(heights).size < heights.length) continue; // they stand beside each other
    const ends = [...list.children].flatMap((row) => {
      const last = seen('button', row).findLast((button) => button.closest('ul') === list);
      if (!last) return [];
      const line = seen('.row', row).find((one) => one.contains(last)); // the outermost: all its buttons stand together
      const all = (line ? seen('a, button', line) : [last]).map((button) => button.getBoundingClientRect());
      return [{ left: Math.min(...all.map((one) => one.left)), right: Math.max(...all.map((one) => one.right)) }];
    });
    if (ends.some((end) => apart(end.left, ends[0].left)) && ends.some((end) => apart(end.right, ends[0].right))) found.push(`the buttons of ${called(list)} change sides`);
  }
  return [...new Set(found)];
}

export class Window {
  /** What should not have happened: errors of the page, and breaches of its content security policy. */
  faults = [];

  static async open(browser, address, { lang = 'nl', theme = 'light', width = 1360, height = 860, touch = false, browser: language, before } = {}) {
    const context = await browser.newContext({
      viewport: { width, height },
      hasTouch: touch,
      colorScheme: theme,
      reducedMotion: 'reduce',
      locale: language ?? (lang === 'nl' ? 'nl-NL' : 'en-GB'),
      timezoneId: 'Europe/Amsterdam',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const window = new Window();
    windows.add(window);
    window.context = context;
    window.lang = lang;
    window.page = await context.newPage();
    window.page.setDefaultTimeout(patience);
    window.page.on('pageerror', (error) => window.faults.push(`error: ${error.message}`));
    window.page.on('console', (message) => {
      if (message.type() === 'error') window.faults.push(`console: ${message.text()}`);
    });
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
    if (before) await context.addInitScript(before);
    await window.page.goto(address);
    return window;
  }

  /** The words of a message. */
  t(key, args = {}) {
    const message = locales[this.lang][`app.${key}`];
    assert.ok(message, `no message app.${key}`);
    const text = typeof message === 'string' ? message : message[args.Count === 1 ? 'one' : 'other'];
    return text.replace(/\{\{\.(\w+)\}\}/g, (_, name) => args[name]);
  }

  /** All that can be read on the page now, as far as it still answers. */
  words() {
    return this.page.locator('body').innerText({ timeout: 5000 }).catch((reason) => `(the page does not answer: ${reason.message})`);
  }

  button(key, args) {
    return this.page.getByRole('button', { name: this.t(key, args), exact: true });
  }

  /** Goes to a part of the form. */
  async section(id) {
    await this.page.getByRole('navigation', { name: this.t('sections') }).getByRole('link', { name: this.t(`section.${id}`) }).click();
    await this.page.getByRole('heading', { level: 2, name: this.t(`section.${id}`) }).waitFor();
  }

  /** The control of a place in the dossier. */
  field(path) {
    return this.page.locator(`[data-path="${path}"]`).locator('input, select, textarea').first();
  }

  /** Fills in values by their places in the dossier, as one who types does. */
  async fill(values) {
    for (const [path, value] of Object.entries(values)) {
      const field = this.field(path);
      if ((await field.evaluate((control) => control.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
    await this.page.locator(':focus').blur();
    await this.saved();
  }

  /** Ticks boxes by their labels, within a place of the dossier. */
  async tick(path, labels) {
    for (const label of labels) await this.page.locator(`[data-path="${path}"]`).getByLabel(label, { exact: true }).check();
    await this.saved();
  }

  /** Waits until the engine has acknowledged every change. */
  async saved() {
    await this.page.waitForFunction((start) => document.querySelector('.saved')?.textContent?.trim().startsWith(start), this.t('save.done', { Time: '' }).trim());
  }

  /** Waits until the screen waits for nothing any more: no answer, and no page that is drawn. */
  async settled() {
    await this.page.waitForFunction(() => [...document.querySelectorAll('.waiting')].every((one) => !one.checkVisibility()));
    await drawnAgain(this.page);
  }

  /** Opens the example as a client. */
  async example() {
    await this.button('example').click();
    await this.page.getByRole('heading', { level: 1, name: 'Zorggroep De Linde B.V.' }).waitFor();
  }

  /** Waits for the first page to be drawn. */
  async drawn() {
    await this.page.locator('.leaf canvas').first().waitFor();
  }

  /** Makes an identity on the page that signs. */
  async identity(password) {
    await this.page.getByLabel(this.t('label.new-password')).fill(password);
    await this.button('identity.make').click();
    await this.page.locator('input[type=radio]:checked[name$=identity]').waitFor();
  }

  /** Signs, and waits for what the verifier says. */
  async sign(password) {
    const mandate = this.page.getByLabel(this.t('sign.mandate'), { exact: true });
    if (await mandate.isEnabled()) await mandate.check(); // for the client one signs by mandate
    await this.page.getByLabel(this.t('label.password')).fill(password);
    await this.button('sign').click();
    await this.page.getByRole('heading', { name: this.t('sign.done') }).waitFor();
  }

  /** Has the browser keep what a button gives, and returns where. */
  async download(button) {
    const [download] = await Promise.all([this.page.waitForEvent('download'), button.click()]);
    return { name: download.suggestedFilename(), path: await download.path() };
  }

  /** Fails when the screen is one that some cannot use, or that is wider than the window. */
  async accessible(name) {
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    const told = violations.map((v) => `${v.id}: ${v.help}\n    ${v.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`).join('\n    ')}`);
    assert.deepEqual(told, [], `${name}: axe`);
    assert.deepEqual(await this.page.evaluate(strays), [], `${name}: placed in what is around the scroller that it is in, which it then scrolls`);
    assert.deepEqual(await this.page.evaluate(careless), [], `${name}: as if nobody looked`);
    assert.equal(await this.page.locator('input:is([type=date], [type=month], [type=time], [type=datetime-local])').count(), 0, `${name}: a date in the language of the browser`);
    const over = await this.page.evaluate(() => Math.max(...[...document.querySelectorAll('html, main')].map((one) => one.scrollWidth - one.clientWidth)));
    assert.ok(over <= 0, `${name}: ${over} px wider than the window`);
  }

  /** Makes the agreement of the example, and goes where it is signed. */
  async madeExample() {
    await this.example();
    await this.section('signing');
    await this.button('make').click();
    await this.page.getByRole('heading', { level: 1, name: this.t('sign.title') }).waitFor();
  }

  /** Makes the agreement of the example and signs it. */
  async signedExample() {
    await this.madeExample();
    await this.identity('appelboom-in-mei');
    await this.sign('appelboom-in-mei');
  }

  async close() {
    windows.delete(this);
    await this.context.close();
    assert.deepEqual(this.faults, [], 'what the browser complained of');
  }
}
