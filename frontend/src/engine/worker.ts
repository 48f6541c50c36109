/** The worker in which the engine runs: it starts the WebAssembly program, which takes it from there. */
import type { Reply, Request } from './message';

/** What Go's own support file for WebAssembly brings. */
declare const Go: new () => {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
};

/** The program installs the first two, and calls the third. */
interface Engine {
  verwoordCall?: (id: number, method: string, args: string) => void;
  verwoordAnswer?: (id: number, value: string) => void;
  verwoordSay: (reply: Reply) => void;
  verwoordLanguage: string;
}

const scope = self as unknown as DedicatedWorkerGlobalScope & Engine;
const early: Request[] = [];
let support: Promise<unknown> | undefined;

scope.verwoordSay = (reply) => {
  scope.postMessage(reply);
};

scope.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'ready') {
    scope.verwoordLanguage = data.language;
    support = import(/* @vite-ignore */ data.support);
  } else if (data.kind === 'start') {
    void run(data.wasm, data.apart).catch((reason: unknown) => {
      scope.verwoordSay({ kind: 'dead', reason: String(reason) });
    });
  } else if (scope.verwoordCall === undefined) {
    early.push(data);
  } else {
    pass(data);
  }
};

function pass(request: Request): void {
  if (request.kind === 'call') scope.verwoordCall?.(request.id, request.method, request.args);
  if (request.kind === 'answer') scope.verwoordAnswer?.(request.id, request.value);
}

/**
 * Puts the files that the program expects to be embedded where it expects them. In its section apart it says which bytes belong where, file
 * by file and in the order of each: build/web/apart.mjs.
 */
function embed(wasm: WebAssembly.Module, files: ArrayBuffer[], memory: WebAssembly.Memory): void {
  const [list] = WebAssembly.Module.customSections(wasm, 'apart');
  const places = JSON.parse(new TextDecoder().decode(list)) as [address: number, length: number][][];
  places.forEach((file, i) => {
    let at = 0;
    for (const [address, length] of file) {
      new Uint8Array(memory.buffer, address, length).set(new Uint8Array(files[i] ?? new ArrayBuffer(), at, length));
      at += length;
    }
  });
}

async function run(wasm: WebAssembly.Module, apart: ArrayBuffer[]): Promise<void> {
  await support;
  const go = new Go();
  const instance = await WebAssembly.instantiate(wasm, go.importObject);
  embed(wasm, apart, instance.exports['mem'] as WebAssembly.Memory);
  const end = go.run(instance);
  for (const request of early.splice(0)) pass(request);
  await end;
  scope.verwoordSay({ kind: 'dead', reason: 'the engine has ended' });
}
