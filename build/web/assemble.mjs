/**
 * Makes a site of the built pages and the engine: every file but the page and the service worker is named after what is in it, each has
 * its compressed forms beside it, and the page names the engine and what else it needs at once, and says what it may do.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [work, site, check] = process.argv.slice(2);

/** The most that the program may weigh, in bytes with brotli. What was embedded in it comes beside it, and is told of with it. */
const limit = 2.8e6;

/** What a page may do, here as in the window: a line for each directive. */
const policy = readFileSync(join(import.meta.dirname, '../../frontend/policy.txt'), 'utf8').trim().split('\n').join('; ');

const hash = (data) => createHash('sha256').update(data).digest('base64url').slice(0, 10);

function files(folder, under = '') {
  return readdirSync(join(folder, under), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files(folder, join(under, entry.name)) : [join(under, entry.name)]))
    .filter((name) => !/(^|\/)\./.test(name))
    .sort();
}

function put(name, data) {
  mkdirSync(dirname(join(site, name)), { recursive: true });
  writeFileSync(join(site, name), data);
}

/** Puts a file under a name that holds its hash, and returns that name. */
function named(name, data) {
  const ending = extname(name);
  const full = `assets/${name.slice(0, -ending.length)}-${hash(data)}${ending}`;
  put(full, data);
  return full;
}

rmSync(site, { recursive: true, force: true });
const pages = join(work, 'pages');
for (const name of files(pages)) if (name !== 'index.html') put(name, readFileSync(join(pages, name)));

const engine = named('verwoord.wasm', readFileSync(join(work, 'verwoord.wasm')));
const apart = ['words.data', 'fixed.data'].map((name) => named(name, readFileSync(join(work, name))));
const support = named('support.js', readFileSync(join(work, 'support.js')));
const early = named('early.js', readFileSync(join(import.meta.dirname, 'early.js')));
const offline = named('offline.js', readFileSync(join(import.meta.dirname, 'offline.js')));

/** The one file of the pages whose name begins and ends so: the build gave it a hash. */
function built(start, ending = '') {
  const found = files(pages, 'assets').filter((name) => name.startsWith(`assets/${start}-`) && name.endsWith(ending));
  if (found.length !== 1) throw new Error(`${found.length} files are a ${start}${ending}`);
  return found[0];
}
const worker = built('worker');
const font = built('source-sans-3-latin-wght-normal');

const head = [
  `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  `<meta name="verwoord-engine" content="${engine}" />`,
  `<meta name="verwoord-apart" content="${apart.join(' ')}" />`,
  `<meta name="verwoord-support" content="${support}" />`,
  `<meta name="verwoord-worker" content="${worker}" />`,
  `<script src="./${early}"></script>`,
  `<link rel="preload" as="font" type="font/woff2" crossorigin href="./${font}" />`,
  ...['browser', 'nl'].map((name) => `<link rel="modulepreload" crossorigin href="./${built(name)}" />`),
  `<script type="module" src="./${offline}"></script>`,
].join('\n    ');
const page = readFileSync(join(pages, 'index.html'), 'utf8').replace(/(<meta charset="utf-8" ?\/?>)/i, `$1\n    ${head}`);
if (!page.includes(engine)) throw new Error('index.html has no <meta charset="utf-8">');
put('index.html', page);

// What a browser keeps to open without a network. A licence is read where it is asked for.
const kept = files(site).filter((name) => !name.startsWith('licenses/'));
const version = hash(kept.map((name) => name + hash(readFileSync(join(site, name)))).join());
put('sw.js', readFileSync(join(import.meta.dirname, 'sw.js'), 'utf8').replace('{version}', version).replace("['{files}']", JSON.stringify(['./', ...kept.filter((name) => name !== 'index.html')])));

put(
  '_headers',
  `/*
  Content-Security-Policy: ${policy}; frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
  Cache-Control: no-cache
/assets/*
  ! Cache-Control
  Cache-Control: public, max-age=31536000, immutable
`,
);

/** Compresses once what has not changed since the last time. */
function compressed(data, form, compress) {
  const cached = join(work, 'compressed', `${createHash('sha256').update(data).digest('hex')}.${form}`);
  if (!existsSync(cached)) {
    mkdirSync(dirname(cached), { recursive: true });
    writeFileSync(cached, compress(data));
  }
  return cached;
}

const brotli = (data) =>
  brotliCompressSync(data, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: data.length },
  });
const gzip = (data) => gzipSync(data, { level: 9 });

const kilo = (n) => (n / 1000).toFixed(1).padStart(9);
console.log('      raw       gzip    brotli   kB');
let total = 0;
for (const name of files(site)) {
  const data = readFileSync(join(site, name));
  if (name === '_headers' || /\.(woff2|png|br|gz)$/.test(name)) continue;
  copyFileSync(compressed(data, 'br', brotli), join(site, name + '.br'));
  copyFileSync(compressed(data, 'gz', gzip), join(site, name + '.gz'));
  const [gz, br] = ['.gz', '.br'].map((ending) => statSync(join(site, name + ending)).size);
  total += br;
  console.log(kilo(data.length), kilo(gz), kilo(br), ' ', name);
}
const weigh = (names) => names.reduce((sum, name) => sum + statSync(join(site, existsSync(join(site, name + '.br')) ? name + '.br' : name)).size, 0);
const mega = (n) => (n / 1e6).toFixed(2);
const program = weigh([engine]);
const scripts = [support, early, offline, worker, ...['index', 'browser', 'nl'].map((name) => built(name, '.js'))];
const screen = weigh(['index.html', engine, ...apart, ...scripts, font, built('index', '.css')]);
console.log(`${site}: ${kilo(total).trim()} kB with brotli`);
console.log(`the program ${mega(program)} of at most ${mega(limit)} MB; with what was embedded in it ${mega(weigh([engine, ...apart]))}; all that the first screen loads ${mega(screen)}`);
if (program > limit && check) {
  console.error(`the program is ${mega(program - limit)} MB too large`);
  process.exit(1);
}
