// Begins with what takes longest, before the page has read the rest of itself: the engine is fetched and compiled, and its worker is made ready.
(() => {
  const said = (name) => document.querySelector(`meta[name="verwoord-${name}"]`).content;
  const full = (path) => new URL(path, document.baseURI).href;
  const named = (name) => full(said(name));
  const compile = async () => {
    const engine = named('engine');
    try {
      return await WebAssembly.compileStreaming(fetch(engine));
    } catch {
      // A host that does not say what kind of file it is.
      return WebAssembly.compile(await bytes(engine));
    }
  };
  const bytes = async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response.arrayBuffer();
  };
  const worker = new Worker(named('worker'), { type: 'module', name: 'verwoord' });
  const remembered = () => {
    try {
      return localStorage.getItem('language');
    } catch {
      return null; // a browser that keeps nothing for a site does not let it ask either
    }
  };
  const language = remembered() ?? navigator.language;
  worker.postMessage({ kind: 'ready', support: named('support'), language });
  const apart = Promise.all(said('apart').split(' ').map(full).map(bytes));
  const started = Promise.all([compile(), apart]).then(([wasm, apart]) => worker.postMessage({ kind: 'start', wasm, apart }, apart));
  started.catch(() => undefined); // who asks for it is told, and that may be a while later
  window.verwoordEngine = { worker, language, started };
})();
