/**
 * The app in WebKitGTK's small browser, the nearest there is to Safari here: from the empty app to a document that was made, signed and
 * saved. Arguments: the site's folder, a folder for the document and a picture. It prints what it sees.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../../frontend/e2e/serve.mjs';

const [site, out] = process.argv.slice(2);
const words = JSON.parse(readFileSync(join(import.meta.dirname, '../../locales/nl.json'), 'utf8'));
const t = (key) => words[`app.${key}`];
/** How long anything may take on a machine that has much else to do, in milliseconds. */
const patience = 120_000;
const begin = performance.now();
const say = (text) => console.log(`${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${text}`);

const port = await free();
const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: ['ignore', 'inherit', 'inherit'] });
const server = await serve(site);
let session = '';

/** A port that nobody listens on. */
function free() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const found = probe.address().port;
      probe.close(() => resolve(found));
    });
  });
}

async function ask(method, path, body) {
  const response = await fetch(`http://127.0.0.1:${port}${session}${path}`, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${value.message || value.error}`);
  return value;
}

const run = (script, ...args) => ask('POST', '/execute/sync', { script, args });

/** Tries until it gives something. A page that is just being left, and a driver that is not there yet, give nothing. */
async function until(what, attempt) {
  let reason = '';
  for (const end = performance.now() + patience; performance.now() < end; await pause(100)) {
    try {
      const value = await attempt();
      if (value) return value;
      reason = '';
    } catch (error) {
      reason = error.message;
    }
  }
  throw new Error(`${what}: waited in vain; ${reason || `the page says: ${(await run('return document.body.innerText')).slice(0, 600)}`}`);
}

const sees = (what, script, ...args) => until(what, () => run(script, ...args));

const heading = (words) => sees(`the heading ${words}`, 'return [...document.querySelectorAll("h1, h2")].some((h) => h.textContent.trim() === arguments[0])', words);

/** Presses a button or link once it is there and enabled. */
async function press(name) {
  await sees(
    name,
    `const found = [...document.querySelectorAll('button:enabled, nav a')].find((b) => b.textContent.replace(/^[\\s\\d]+/, '').startsWith(arguments[0]));
    found?.click();
    return found !== undefined`,
    name,
  );
  say(`pressed ${name}`);
}

/** Adds to what is in the field with a label. */
async function write(label, text) {
  const find = 'return [...document.querySelectorAll("label")].find((l) => l.textContent.trim() === arguments[0] && l.control)?.control ?? null';
  const field = await sees(label, find, label);
  const value = (await run('return arguments[0].value', field)) + text;
  await run('const [field, value] = arguments; field.focus(); field.value = value; field.dispatchEvent(new InputEvent("input", { bubbles: true }))', field, value);
  await sees(`${label} filled in`, 'return arguments[0].value === arguments[1]', field, value);
  say(`wrote in ${label}`);
}

/** The saved file, as the browser was given it. */
async function saved() {
  await run(`
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      const reader = new FileReader();
      reader.onload = () => (window.testSaved = reader.result);
      reader.readAsDataURL(blob);
      return make.call(URL, blob);
    };`);
  await press(t('save-as'));
  const url = await sees('the saved file', 'return window.testSaved ?? ""');
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

async function browse() {
  const made = await until('the driver', () =>
    ask('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser(), args: ['--automation', '--geometry=1280x800'] } } } }),
  );
  session = `/session/${made.sessionId}`;
  say(`${made.capabilities.browserName} ${made.capabilities.browserVersion}`);
  await ask('POST', '/url', { url: server.address });
  await run('localStorage.setItem("language", "nl")');
  await ask('POST', '/refresh', {});
  await sees('the first screen', 'return [...document.querySelectorAll("button")].some((b) => b.textContent.trim() === arguments[0])', t('example'));
  say(`first usable screen: at most ${await run('return Math.round(performance.now())')} ms`);
}

/** The small browser lies where Debian keeps the libraries of this processor. */
function browser() {
  const found = readdirSync('/usr/lib')
    .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
    .find((path) => existsSync(path));
  if (!found) throw new Error('there is no MiniBrowser of WebKitGTK');
  return found;
}

/** Whether something dark is drawn. */
const ink = (where) => `
  const drawn = document.querySelector("${where} canvas");
  return drawn && drawn.getContext("2d").getImageData(0, 0, drawn.width, drawn.height).data.some((v, i) => i % 4 < 3 && v < 100)`;

async function path() {
  await press(t('example'));
  await heading('Zorggroep De Linde B.V.');
  await sees('words on the page', ink('.leaf'));
  say('the example and its page are there');
  await write(t('label.client-name'), ' Noord');
  await heading('Zorggroep De Linde B.V. Noord');
  await sees('what was typed is saved', 'return document.querySelector(".saved")?.textContent.trim().startsWith(arguments[0])', t('save.done').split('{{')[0].trim());
  await ask('POST', '/refresh', {});
  await heading('Zorggroep De Linde B.V. Noord');
  say('what was typed is there after a reload');
  await sees('words on the page again', ink('.leaf'));
  await press(t('section.signing'));
  await heading(t('section.signing'));
  await press(t('make'));
  await heading(t('sign.title'));
  await write(t('label.new-password'), 'appelboom-in-mei');
  await press(t('identity.make'));
  await sees('the identity', 'return document.querySelector("input[type=radio][name$=identity]:checked")');
  await sees('the block as it will be', ink('figure'));
  await sees(
    'the password that was just chosen, filled in',
    'return [...document.querySelectorAll("label")].find((l) => l.textContent.trim() === arguments[0])?.control?.value === arguments[1]',
    t('label.password'),
    'appelboom-in-mei',
  );
  await press(t('sign'));
  await heading(t('sign.done'));
  await sees('what the verifier says', 'return document.querySelectorAll(".lines li.good").length === 3');
  say('signed');
  const pdf = await saved();
  writeFileSync(join(out, 'getekend.pdf'), pdf);
  say(`saved ${pdf.length} bytes`);
  await sees('words on the page that was signed', ink('.leaf'));
  writeFileSync(join(out, 'webkit.png'), Buffer.from(await ask('GET', '/screenshot'), 'base64'));
}

try {
  await browse();
  await path();
} finally {
  if (session) await ask('DELETE', '').catch(() => undefined);
  driver.kill();
  server.close();
}
