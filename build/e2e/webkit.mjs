/**
 * The app in WebKitGTK's small browser, the nearest there is to Safari here: it opens, shows the example, follows a key and keeps what was
 * typed. Arguments: the site's folder, a folder for a picture. It prints what it sees.
 */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../../frontend/e2e/serve.mjs';

const [site, out] = process.argv.slice(2);
const words = JSON.parse(readFileSync(join(import.meta.dirname, '../../locales/nl.json'), 'utf8'));
const t = (key) => words[`app.${key}`];
const port = 4700 + (process.pid % 200);
const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' });
const server = await serve(site);
let session = '';

async function ask(method, path, body) {
  const response = await fetch(`http://127.0.0.1:${port}${session}${path}`, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${value.message || value.error}`);
  return value;
}

const run = (script, ...args) => ask('POST', '/execute/sync', { script, args });

/** Waits until a script gives something. */
async function until(what, script, ...args) {
  for (let n = 0; n < 150; n++) {
    const value = await run(script, ...args);
    if (value) return value;
    await pause(200);
  }
  throw new Error(`${what}: waited in vain; the page says: ${await run('return document.body.innerText')}`);
}

async function click(name) {
  await until(name, 'const b = [...document.querySelectorAll("button, a")].find((b) => b.textContent.trim() === arguments[0]); b?.click(); return !!b', name);
}

try {
  await pause(1000);
  const browser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
  const made = await ask('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation', '--geometry=1280x800'] } } } });
  session = `/session/${made.sessionId}`;
  console.log(`${made.capabilities.browserName} ${made.capabilities.browserVersion}`);
  await ask('POST', '/url', { url: server.address });
  await run('localStorage.setItem("language", "nl")');
  await ask('POST', '/refresh', {});
  await until('the first screen', 'return [...document.querySelectorAll("button")].some((b) => b.textContent.trim() === arguments[0])', t('example'));
  console.log(`first usable screen: at most ${await run('return Math.round(performance.now())')} ms`);
  await click(t('example'));
  await until('the example', 'return document.querySelector("h1")?.textContent.includes("Zorggroep De Linde")');
  await until('a page', 'return document.querySelector(".leaf canvas")');
  console.log('the example and its page are there');
  const ink = 'const c = document.querySelector(".leaf canvas"); return c.getContext("2d").getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 < 3 && v < 100)';
  await until('words on the page', ink);
  const field = await ask('POST', '/element', { using: 'css selector', value: '[data-path="/controller/name"] input' });
  await ask('POST', `/element/${Object.values(field)[0]}/value`, { text: ' Noord' });
  await until('the change', 'return document.querySelector("h1")?.textContent.includes("B.V. Noord")');
  await until('it is saved', 'return document.querySelector(".saved")?.textContent.trim().startsWith(arguments[0])', t('save.done').split('{{')[0].trim());
  await ask('POST', '/refresh', {});
  await until('the change after a reload', 'return document.body.textContent.includes("B.V. Noord")');
  console.log('what was typed is there after a reload');
  await until('a page again', 'return document.querySelector(".leaf canvas") || location.hash === "" || location.hash === "#/"');
  await pause(1500);
  writeFileSync(join(out, 'webkit.png'), Buffer.from(await ask('GET', '/screenshot'), 'base64'));
} finally {
  if (session) await ask('DELETE', '').catch(() => undefined);
  driver.kill();
  server.close();
}
