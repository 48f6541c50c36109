/**
 * What happens until the first screen, and between a key and its page, seen from outside: the page's messages to its two workers, and the
 * canvas that comes of them. The functions run in the page.
 */

/** Notes when a message passes. It goes in before anything else of the page. */
export function listen() {
  globalThis.passed = {};
  const note = (stage) => (globalThis.passed[stage] ??= performance.now());
  globalThis.first = {};
  const begin = (stage) => (globalThis.first[stage] ??= Math.round(performance.now()));
  new MutationObserver((_, observer) => {
    if (!document.querySelector('main button')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => begin('usable'))); // once it is painted
  }).observe(document, { childList: true, subtree: true });
  const compile = WebAssembly.compileStreaming;
  WebAssembly.compileStreaming = async (...of) => {
    const module = await compile(...of);
    begin('compiled');
    return module;
  };
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    #preview = 0;
    constructor(...of) {
      super(...of);
      this.addEventListener('message', ({ data }) => {
        if (data.kind === 'result') begin('answered');
        if (data.kind === 'result' && data.id === this.#preview) note('engine');
        if (data.action === 'GetDoc') note('opened');
        if (data.stream !== undefined && data.chunk?.lastChunk) note('parsed');
      });
    }
    postMessage(message, ...rest) {
      if (message.kind === 'call' && message.method === 'Preview') {
        this.#preview = message.id;
        note('asked');
      }
      if (message.action === 'GetDocRequest') note('read');
      if (message.action === 'GetOperatorList') note('page');
      super.postMessage(message, ...rest);
    }
  };
}

/** Begins to measure: a key is pressed when something is put in, and its page is there with the next canvas. */
export function watch() {
  globalThis.keys = [];
  addEventListener('input', () => (globalThis.passed = { pressed: performance.now() }), true);
  new MutationObserver((changes) => {
    const { passed } = globalThis;
    if (passed.pressed === undefined || !changes.some((change) => [...change.addedNodes].some((node) => node.nodeName === 'CANVAS'))) return;
    globalThis.keys.push({ ...passed, drawn: performance.now() });
    globalThis.passed = {};
  }).observe(document.querySelector('[data-page="1"]'), { childList: true });
}

/** The stages in their order, and what happens until each. */
export const stages = {
  asked: 'the form has the value, the engine is asked',
  engine: 'the engine answers',
  read: 'the page has read the answer',
  opened: 'pdf.js has opened the file',
  page: 'pdf.js is asked for the page',
  parsed: 'pdf.js has parsed the page and its fonts',
  drawn: 'the page is drawn and on the screen',
};
