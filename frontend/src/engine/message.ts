/** What the page and the worker of the engine say to each other. */

/** From the page to the worker. */
export type Request =
  | { kind: 'ready'; support: string; language: string }
  | { kind: 'start'; wasm: WebAssembly.Module; apart: ArrayBuffer[] }
  | { kind: 'call'; id: number; method: string; args: string }
  | { kind: 'answer'; id: number; value: string };

/** From the worker to the page. The value of an event, result or question is JSON. */
export type Reply =
  | { kind: 'result'; id: number; value: string }
  | { kind: 'error'; id: number; value: string }
  | { kind: 'event'; event: string; value: string }
  | { kind: 'ask'; id: number; what: 'save' | 'pick'; value: string }
  | { kind: 'dead'; reason: string };
