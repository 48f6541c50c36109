/** What a reader finds who searches a document in the viewer of Firefox, which is pdf.js: it judges by the words it makes of a page, not by ours. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { serve } from './serve.mjs';

const library = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'legacy');

/** The words that a file breaks at the end of a line, and how often each occurs in it, broken or whole, as Poppler reads it. */
export function brokenWords(path) {
  const lines = execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' });
  const whole = lines.replaceAll(/[-\u00ad]\n/g, '').toLowerCase();
  const words = [...lines.matchAll(/(\p{L}+)[-\u00ad]\n(\p{Ll}+)/gu)].map(([, before, behind]) => (before + behind).toLowerCase());
  return new Map(words.map((word) => [word, whole.split(word).length - 1]));
}

/** How often pdf.js finds each word in a file. */
export async function found(browser, path, words) {
  const server = await serve(library);
  const page = await browser.newPage();
  try {
    await page.route('**/empty', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto(`${server.address}empty`);
    return new Map(await page.evaluate(search, { data: readFileSync(path, 'base64'), words }));
  } finally {
    await page.close();
    server.close();
  }
}

/** It runs in the page. */
async function search({ data, words }) {
  const pdfjs = (globalThis.pdfjsLib = await import('/build/pdf.mjs'));
  pdfjs.GlobalWorkerOptions.workerSrc = '/build/pdf.worker.mjs';
  const { EventBus, PDFFindController } = await import('/web/pdf_viewer.mjs');
  const pdf = await pdfjs.getDocument({ data: Uint8Array.from(atob(data), (c) => c.charCodeAt(0)) }).promise;
  const counts = [];
  for (const query of words) {
    const eventBus = new EventBus();
    // It then tells of its search once, when every page was seen.
    const controller = new PDFFindController({ eventBus, linkService: { pagesCount: pdf.numPages, page: 1 }, updateMatchesCountOnProgress: false });
    controller.setDocument(pdf);
    const ended = new Promise((resolve) => eventBus.on('updatefindmatchescount', resolve));
    eventBus.dispatch('find', { type: '', query, caseSensitive: false, entireWord: false, highlightAll: true, findPrevious: false, matchDiacritics: true });
    await ended;
    counts.push([query, controller.pageMatches.reduce((sum, page) => sum + page.length, 0)]);
  }
  return counts;
}
