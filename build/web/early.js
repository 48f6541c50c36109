// Begins with what takes longest, before the page has read the rest of itself.
const { content } = document.querySelector('meta[name="verwoord-engine"]');
window.verwoordModule = WebAssembly.compileStreaming(fetch(content)).catch(async () => {
  // A host that does not say what kind of file it is.
  const response = await fetch(content);
  if (!response.ok) throw new Error(`${content}: ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
});
window.verwoordModule.catch(() => undefined); // who asks for it is told, and that may be a while later
