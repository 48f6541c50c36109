/** The engine in a browser: the same calls and events as in the desktop program, carried to a worker and back. */
import { loadMessages } from '../lib/messages';
import { pick, save } from './files';
import type { Reply, Request } from './message';
import type { desk } from '../../wailsjs/go/models';

interface Call {
  method: string;
  args: string;
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

/** Only the newest of these is worth its time: one that waits is dropped for the next. */
const superseded = 'Preview';

/** The engine in its worker, which the page begins to start before anything else: see build/web/early.js. */
interface Started {
  worker: Worker;
  language: string;
  started: Promise<void>;
}

declare global {
  interface Window {
    verwoordEngine?: Started;
  }
}

/** Installs what the generated bindings look for. */
export function startInBrowser(): void {
  if (!window.verwoordEngine) throw new Error('the page has not started its engine');
  const engine = new BrowserEngine(window.verwoordEngine);
  window.go = { desk: { Desk: engine.methods() } };
  window.runtime = { EventsOnMultiple: (event, listener) => engine.listen(event, listener) };
}

class BrowserEngine {
  readonly #worker: Worker;
  #calls = new Map<number, Call>();
  #listeners = new Map<string, Set<(data: unknown) => void>>();
  #last = 0;
  #running = 0; // the id of the Preview under way; 0 for none
  #next: Call | undefined; // the Preview that waits for it
  #dead: Error | undefined;
  /** The other windows on the same store. What this one keeps is for them to hear. */
  readonly #others = new BroadcastChannel('verwoord');
  readonly #language: string;

  constructor({ worker, language, started }: Started) {
    this.#worker = worker;
    this.#language = language;
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      this.#receive(data);
    };
    this.#worker.onerror = (event) => {
      void this.#die(event.message || 'worker');
    };
    started.catch((reason: unknown) => this.#die(reason instanceof Error ? reason.message : String(reason)));
    this.#others.onmessage = ({ data }: MessageEvent) => {
      this.#tell('kept', data);
    };
    this.listen('language', (chosen) => {
      try {
        localStorage.setItem('language', String(chosen));
      } catch {
        // A browser that keeps nothing begins in its own language again.
      }
    });
  }

  /** Any name is a method: the bindings know which there are. */
  methods(): Record<string, (...args: unknown[]) => Promise<unknown>> {
    return new Proxy({}, { get: (_, method) => (...args: unknown[]) => this.call(String(method), args) });
  }

  call(method: string, args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call: Call = { method, args: JSON.stringify(args), resolve, reject };
      if (method === superseded && this.#running !== 0) {
        this.#next?.reject(failure('cancelled', ''));
        this.#next = call;
        return;
      }
      this.#send(call);
    });
  }

  listen(event: string, listener: (data: unknown) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  #tell(event: string, data: unknown): void {
    this.#listeners.get(event)?.forEach((listener) => {
      listener(data);
    });
  }

  #send(call: Call): void {
    if (this.#dead) {
      call.reject(this.#dead);
      return;
    }
    const id = ++this.#last;
    this.#calls.set(id, call);
    if (call.method === superseded) this.#running = id;
    this.#say({ kind: 'call', id, method: call.method, args: call.args });
  }

  #say(request: Request): void {
    this.#worker.postMessage(request);
  }

  #receive(reply: Reply): void {
    switch (reply.kind) {
      case 'result':
        this.#settle(reply.id)?.resolve(JSON.parse(reply.value));
        break;
      case 'error':
        this.#settle(reply.id)?.reject(new Error(reply.value));
        break;
      case 'event': {
        const data: unknown = JSON.parse(reply.value);
        if (reply.event === 'kept') this.#others.postMessage(data);
        else this.#tell(reply.event, data);
        break;
      }
      case 'ask':
        void this.#answer(reply.id, reply.what, reply.value);
        break;
      case 'dead':
        void this.#die(reply.reason);
    }
  }

  #settle(id: number): Call | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (id === this.#running) {
      this.#running = 0;
      const next = this.#next;
      this.#next = undefined;
      if (next) this.#send(next);
    }
    return call;
  }

  async #answer(id: number, what: 'save' | 'pick', value: string): Promise<void> {
    let answer: unknown = null; // as when the user thought better of it: without an answer the engine would wait for ever
    try {
      const asked: unknown = JSON.parse(value);
      answer = what === 'save' ? save(asked as desk.File) : await pick(asked as string);
    } finally {
      this.#say({ kind: 'answer', id, value: JSON.stringify(answer) });
    }
  }

  /** Has every call fail from now on, and those that wait: the engine cannot say it itself. */
  async #die(reason: string): Promise<void> {
    const messages = await loadMessages(this.#language.slice(0, 2));
    this.#dead = failure('engine-dead', messages.t('app.engine-dead', { Reason: reason }));
    for (const call of this.#calls.values()) call.reject(this.#dead);
    this.#next?.reject(this.#dead);
    this.#calls.clear();
    this.#next = undefined;
  }
}

/** An error in the form in which the engine's own arrive. */
function failure(code: string, message: string): Error {
  return new Error(JSON.stringify({ code, path: '', args: {}, message }));
}
