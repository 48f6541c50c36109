/**
 * Runs a Go test that was built for js/wasm in Chromium, where there are databases, which node has not:
 *
 *	GOOS=js GOARCH=wasm go test -exec "node $PWD/build/browser.mjs" ./app/store
 *
 * The browser has a new profile each time. What the test writes comes back over the same small server on loopback that gives it the page.
 */
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [program, ...args] = process.argv.slice(2);
const goroot = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();

const page = `<!doctype html><meta charset="utf-8"><script src="/wasm_exec.js"></script><script type="module">
const say = (text) => fetch('/out', { method: 'POST', body: text });
let said = Promise.resolve();
const decoder = new TextDecoder();
globalThis.fs.writeSync = (_, bytes) => {
  const text = decoder.decode(bytes.slice());
  said = said.then(() => say(text));
  return bytes.length;
};
try {
  const go = new Go();
  go.argv = ${JSON.stringify([program, ...args])};
  let code = 0;
  go.exit = (c) => { code = c; };
  const { instance } = await WebAssembly.instantiateStreaming(fetch('/test.wasm'), go.importObject);
  await go.run(instance);
  await said;
  await fetch('/exit', { method: 'POST', body: String(code) });
} catch (e) {
  await say(String(e?.stack ?? e) + '\\n');
  await fetch('/exit', { method: 'POST', body: '2' });
}
</script>`;

const profile = mkdtempSync(join(tmpdir(), 'verwoord-browser-'));
let browser;

/** Its processes, which end with it, may still be writing. What is left after that is no part of what was tried. */
function remove() {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  } catch (reason) {
    console.error(`${profile} is left: ${reason.message}`);
  }
}

const end = (code) => {
  server.close();
  browser?.once('exit', () => {
    remove();
    process.exit(code);
  });
  if (browser?.pid) process.kill(-browser.pid, 'SIGKILL');
};

const files = {
  '/': ['text/html', () => page],
  '/wasm_exec.js': ['text/javascript', () => readFileSync(join(goroot, 'lib/wasm/wasm_exec.js')) + readFileSync(join(import.meta.dirname, 'web/pack.js'))],
  '/test.wasm': ['application/wasm', () => readFileSync(program)],
};

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    let body = '';
    request.setEncoding('utf8').on('data', (part) => (body += part));
    request.on('end', () => {
      response.end();
      if (request.url === '/exit') end(Number(body));
      else process.stdout.write(body);
    });
    return;
  }
  const file = files[request.url];
  response.writeHead(file ? 200 : 404, { 'content-type': file?.[0] ?? 'text/plain' });
  response.end(file?.[1]());
});

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end(2));

server.listen(0, '127.0.0.1', () => {
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${profile}`];
  browser = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...flags, `http://127.0.0.1:${server.address().port}/`], { stdio: 'ignore', detached: true });
  browser.once('error', (e) => {
    console.error(`chromium: ${e.message}`);
    process.exit(2);
  });
});
