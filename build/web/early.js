// Begins with what takes longest, before the page has read the rest of itself: the engine is fetched and compiled, and its worker is made ready.
(() => {
  const named = (name) => new URL(document.querySelector(`meta[name="verwoord-${name}"]`).content, document.baseURI).href;
  const compile = async () => {
    const engine = named('engine');
    try {
      return await WebAssembly.compileStreaming(fetch(engine));
    } catch {
      // A host that does not say what kind of file it is.
      const response = await fetch(engine);
      if (!response.ok) throw new Error(`${engine}: ${response.status}`);
      return WebAssembly.compile(await response.arrayBuffer());
    }
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
  const started = compile().then((wasm) => worker.postMessage({ kind: 'start', wasm }));
  started.catch(() => undefined); // who asks for it is told, and that may be a while later
  window.verwoordEngine = { worker, language, started };
})();
