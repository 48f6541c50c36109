import { tick } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { EngineError, type desk, type Kept } from '../engine';
import { bytes } from '../lib/bytes';
import { adrift, focusField } from '../lib/focus';
import { loadMessages, Messages, source, type Args } from '../lib/messages';
import { restoreZoom } from '../lib/zoom';
import { formatRoute, parseRoute, same, toClient, toPart, type Route, type Subject } from '../lib/route';
import { BreachEditor } from './breach.svelte';
import { Checking } from './checking.svelte';
import { Editor } from './editor.svelte';
import type { Desk } from './form';
import { Organisation } from './organisation.svelte';
import type { Preferences } from './preferences.svelte';
import { fieldOf, rowOf, sectionOf } from './sections';
import { Steps } from './steps';

/** Waits until the screen that is about to appear has asked the engine for what it shows: the overview does without the rest. */
const asked = () => new Promise((resolve) => setTimeout(resolve));

/** The longest between the two clicks of a double one, in milliseconds. */
const doubleClick = 500;

/** What of all clients one looks at: which, in what order, and what of what is due. */
interface Looked {
  search: string;
  stage: string;
  by: 'name' | 'state' | 'next' | 'changed';
  down: boolean;
  limit: number;
  dues: number;
  kind: string;
}

/** The window: its language, where in it one is, and what it has to say. */
export class Program {
  state = $state.raw<desk.State>();
  about = $state.raw<desk.About>();
  catalogue = $state.raw<desk.Catalogue>();
  messages = $state.raw(new Messages(source, {}));
  route = $state.raw<Route>({ view: 'overview' });
  /** Grows with every place that one goes to. */
  visit = $state(0);
  /** The client that is open. */
  editor = $state.raw<Editor>();
  /** The breach that is open. */
  breach = $state.raw<BreachEditor>();
  /** The settings, once one has been there. */
  preferences = $state.raw<Preferences>();
  /** What the organisation knows of itself, once it was asked for. */
  itself = $state.raw<Organisation>();
  #knowing: Promise<Organisation> | undefined;
  /** Clients that one left while there was something that could not be saved, or that was to be settled. */
  readonly #left = new SvelteMap<string, Editor>();
  /** What one looks at in the overview: how many rows, and how much of what is due, at first no more than leaves the list the most of the screen. */
  readonly overview = $state<Looked>({ search: '', stage: '', by: 'name', down: false, limit: 50, dues: 3, kind: '' });
  /** What is being done, and was begun a moment ago. */
  readonly #doing = new Set<string>(); // eslint-disable-line svelte/prefer-svelte-reactivity -- nothing is shown of it
  /** Prints the document in sight, when there is one. */
  printable: (() => Promise<void>) | undefined;
  /** What went wrong, until it is dismissed. */
  failure = $state('');
  /** What happened without being asked for, until it is dismissed. */
  notice = $state('');
  /** Why what is kept is not whole. */
  damage = $state.raw<string[]>([]);
  /** What is told to who does not see the screen. */
  announcement = $state('');
  /** What shows something of what is kept: it is asked for again when another window did something. */
  readonly #listeners = new Set<() => void>(); // eslint-disable-line svelte/prefer-svelte-reactivity -- nothing is shown of these
  /** How many changes of what is kept there were when one last looked. */
  #changes: number | undefined;
  /** The file that is being checked, or was last. */
  readonly checking: Checking;
  /** What takes back and makes again. */
  readonly steps = new Steps(this);

  constructor(readonly desk: Desk) {
    this.checking = new Checking(this);
  }

  /** The message of a key. */
  readonly t = (key: string, args?: Args): string => this.messages.t(key, args);

  get lang(): string {
    return this.messages.lang;
  }

  /** What the machine is able to do. */
  get can(): desk.Can {
    return this.state?.can ?? { timestamps: false, dialogs: false, keyring: false, hand: false, menu: false, keeps: true };
  }

  /** Begins: the first call of a window. */
  async start(): Promise<void> {
    this.route = parseRoute(location.hash);
    this.watch();
    void loadMessages(document.documentElement.lang); // most likely
    await this.enter(await this.desk.Start());
  }

  /** Takes up the state that Start, Unlock and the like return. */
  async enter(state: desk.State): Promise<void> {
    if (state.can.menu) restoreZoom();
    await this.speak(state.settings.language);
    this.state = state;
    this.receive(state.files);
    if (!state.locked) void asked().then(() => this.look());
    if (!state.locked) void this.attempt(asked().then(() => this.desk.Trail(0, false))).then((trail) => (this.damage = trail?.damage ?? []));
  }

  /** Has something done whenever another window did something. It returns what ends that. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something else is kept now, and not by what this window shows: it takes that over. */
  hear(kept: Kept): void {
    if (document.hidden || this.state?.locked !== false) return; // it looks when it is seen again
    for (const listener of this.#listeners) listener();
    const any = kept.kind === '';
    if (any || kept.kind === 'organisation') void this.itself?.follow();
    if (any || kept.kind === 'setting') this.#restate().catch(() => undefined); // whatever one does next says what is wrong
    if (this.editor && (any || kept.kind === 'organisation' || kept.client === this.editor.id)) void this.#follow(this.editor);
  }

  /** Looks whether there was a change that this window did not hear of. */
  async look(): Promise<void> {
    if (document.hidden || this.state?.locked !== false) return;
    const changes = await this.desk.Changes().catch(() => this.#changes);
    if (this.#changes !== undefined && changes !== this.#changes) this.hear({ kind: '', client: '', version: 0 });
    this.#changes = changes;
  }

  /** What the organisation knows of itself. */
  know(): Promise<Organisation> {
    this.#knowing ??= this.desk.Organisation().then(
      (kept) => (this.itself = new Organisation(this, kept)),
      (reason: unknown) => {
        this.#knowing = undefined;
        throw EngineError.from(reason);
      },
    );
    return this.#knowing;
  }

  async #restate(): Promise<void> {
    const state = await this.desk.Start();
    this.#take(state);
    this.receive(state.files);
    if (state.settings.language !== this.lang) await this.speak(state.settings.language);
  }

  async #follow(editor: Editor): Promise<void> {
    if (await editor.follow()) this.announce(this.t('app.followed'));
  }

  /** Takes up where things stand; the settings on the screen follow. */
  #take(state: desk.State): void {
    this.state = state;
    this.preferences?.follow(state.settings);
  }

  /** Has the window speak a language. */
  async speak(lang: string): Promise<void> {
    this.messages = await loadMessages(lang);
    document.documentElement.lang = this.messages.lang;
    const rest = asked()
      .then(() => Promise.all([this.desk.Catalogue(lang), this.desk.About()]))
      .then(([catalogue, about]) => {
        this.catalogue = catalogue;
        this.about = about;
      });
    if (this.catalogue) await rest;
    else void this.attempt(rest);
  }

  /** Keeps what is changed in the settings that were known. */
  async configure(settings: desk.Settings): Promise<void> {
    const kept = await this.desk.SetSettings(this.state?.settings ?? settings, settings);
    this.configured(kept);
    if (kept.language !== this.lang) await this.speak(kept.language);
  }

  /** Takes up settings as they are kept. */
  configured(settings: desk.Settings): void {
    if (this.state) this.#take({ ...this.state, settings });
  }

  /** Keeps what was typed. */
  async keep(): Promise<void> {
    await Promise.all([this.editor?.save(), this.breach?.save(), this.preferences?.keep(), this.itself?.save()]);
  }

  /** Locks what is kept, if a passphrase opens it, once what was typed is kept. */
  async lock(): Promise<void> {
    if (this.state?.locked !== false || this.state.protection !== 'passphrase') return;
    await this.keep();
    const state = await this.attempt(this.desk.Lock());
    if (state) this.state = state;
  }

  /** Goes somewhere in the app. */
  go(route: Route): void {
    if (same(route, this.route)) return;
    location.hash = formatRoute(route);
    this.arrive(route);
  }

  /** One is somewhere else: by what is done here, or by the address. */
  arrive(route: Route): void {
    if (same(route, this.route)) return;
    const screen = (of: Route) => `${of.view} ${'client' in of && of.view !== 'breach' ? of.client : 'id' in of ? of.id : ''}`;
    if (screen(route) !== screen(this.route)) this.failure = this.notice = ''; // they were about the screen that one left
    this.route = route;
    this.visit++;
    // What was pressed to get here may be gone, and the focus with it.
    void tick().then(() => {
      if (adrift()) (document.querySelector<HTMLElement>('.form[data-pane]') ?? document.getElementById('main'))?.focus({ preventScroll: true });
    });
  }

  /** What is on the screen has become something else: the address says so, and leads there again. One is where one was. */
  become(route: Route): void {
    history.replaceState(history.state, '', formatRoute(route));
    this.route = route;
  }

  /** What one works on. */
  get subject(): Subject | undefined {
    return this.route.view === 'client' ? this.route : undefined;
  }

  /** Files came from outside: the first is checked. */
  receive([file, ...others]: desk.File[]): void {
    if (!file) return;
    if (file.data === '') {
      this.failure = this.t('app.no-file', { Name: file.name });
      return;
    }
    this.go({ view: 'check' });
    if (others.length > 0) this.notice = this.t('app.one-file', { Name: file.name });
    void this.checking.check(file);
  }

  /** Opens the client of a route, when it is not open. */
  async open(client: string): Promise<Editor> {
    await this.editor?.save();
    if (this.editor?.id === client) return this.editor;
    const left = this.#left.get(client);
    void left?.follow();
    return this.#show(left ?? this.#editor(await this.desk.Open(client), true));
  }

  /** Opens the breach of a route, when it is not open. One that could not be saved stays. */
  async openBreach(id: string): Promise<void> {
    await this.breach?.save();
    if (this.breach?.id === id) {
      await this.breach.follow();
      return;
    }
    if (this.breach?.dirty) throw this.breach.failure ?? new EngineError('unsaved', '', {}, this.t('app.save.failed'));
    const [open, choices] = await Promise.all([this.desk.Breach(id), this.desk.BreachChoices()]);
    this.breach = new BreachEditor(this.desk, this.t, open, choices);
  }

  /** Something would be lost if the window were closed. */
  get unsaved(): boolean {
    return [this.editor, this.breach, this.preferences, this.itself, ...this.#left.values()].some((one) => one?.dirty);
  }

  /** Has the host know whether closing the window would lose something, of whichever client. It returns what ends that. */
  watch(): () => void {
    let told = false;
    return $effect.root(() => {
      // The host is told what no one asks for.
      $effect(() => {
        const { unsaved } = this;
        if (unsaved !== told) void this.desk.Unsaved(unsaved).catch(() => undefined); // a host that is gone keeps no window open
        told = unsaved;
      });
    });
  }

  #show(editor: Editor): Editor {
    const { editor: old } = this;
    if (old && (old.dirty || old.merge)) this.#left.set(old.id, old);
    this.#left.delete(editor.id);
    this.editor = editor;
    return editor;
  }

  #editor(open: desk.Open, revealed: boolean): Editor {
    return new Editor(this.desk, this.t, open, revealed, (text) => (this.notice = text));
  }

  /** Works on a dossier that a call returned. One where nothing is filled in yet begins at its first field. */
  edit(open: desk.Open, revealed: boolean): void {
    this.#show(this.#left.get(open.id) ?? this.#editor(open, revealed));
    this.go(toClient(open.id));
    void tick().then(() => {
      if (revealed || !focusField('/controller/name')) document.querySelector<HTMLElement>('main [data-pane]')?.focus({ preventScroll: true });
    });
  }

  /** Goes on from the dossier in a file. What that has otherwise than a client who is here already is settled on the page of that client. */
  async continueFrom(file: desk.File): Promise<void> {
    await this.editor?.save();
    if (this.editor?.dirty) {
      this.go(toClient(this.editor.id)); // it says there why that is not saved
      return;
    }
    const merged = await this.attempt(this.desk.ContinueFrom(file, {}));
    const open = merged && (merged.open ?? (await this.attempt(this.desk.Open(merged.client))));
    if (!open) return;
    this.edit(open, true);
    if (merged.kept) this.go(toPart(toClient(open.id), 'signing')); // where its documents are
    if (!merged.open) this.editor?.ask(file, merged);
    else if (merged.kept) {
      const taken = merged.taken.length > 0 ? ` ${this.t('app.merge.taken-from', { Name: file.name, Fields: merged.taken.join(', ') })}` : '';
      this.notice = this.t('app.merge.kept', { Name: file.name }) + taken;
      void tick().then(() => document.getElementById('documents')?.focus());
    } else if (merged.taken.length > 0) this.notice = this.t('app.merge.taken-from', { Name: file.name, Fields: merged.taken.join(', ') });
    else if (!merged.added) this.notice = this.t('app.merge.known', { Name: file.name });
  }

  /** Goes to the field of a place in the dossier. */
  async goTo(problem: string): Promise<void> {
    if (!this.editor) return;
    const { id, dossier } = this.editor;
    const path = fieldOf(dossier, problem);
    const subject = this.subject?.client === id ? this.subject : toClient(id);
    this.go(toPart(subject, sectionOf(path), rowOf(dossier, path)));
    await tick();
    if (!focusField(path) && adrift()) document.querySelector<HTMLElement>('.form[data-pane]')?.focus({ preventScroll: true });
  }

  /** Begins a client, or one with the data of the example. */
  async begin(example: boolean): Promise<void> {
    const open = await this.once('begin', () => this.desk.NewClient(example));
    if (open) this.edit(open, example);
  }

  /** Does something that is not to be done twice: the second half of a double click does nothing. */
  async once<T>(deed: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#doing.has(deed)) return undefined;
    this.#doing.add(deed);
    const over = new Promise((resolve) => setTimeout(resolve, doubleClick));
    const result = await this.attempt(work());
    void over.then(() => this.#doing.delete(deed));
    return result;
  }

  /** Has a document that is in sight printed: by the program that the system has for it, else by the browser. It returns what ends that. */
  offer(file: () => Promise<desk.File>): () => void {
    const print = async () => {
      const document = await file();
      if (document.data === '') return;
      if (this.can.hand) await this.desk.Hand(document);
      else await (await import('../lib/print')).print(bytes(document.data));
    };
    this.printable = print;
    return () => {
      if (this.printable === print) this.printable = undefined;
    };
  }

  /** Waits for something and says it when that fails. It returns undefined then. */
  async attempt<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      const result = await work;
      this.failure = '';
      return result;
    } catch (reason) {
      const error = EngineError.from(reason);
      if (error.code !== 'cancelled') this.failure = error.message;
      return undefined;
    }
  }

  /** Says what went wrong where nobody waited for it: a mistake of the program, most likely. */
  breaks(reason: unknown): void {
    const error = EngineError.from(reason);
    if (error.code !== 'cancelled') this.failure = error.code === 'unknown' ? this.t('app.broken') : error.message;
  }

  /** Tells something that the screen shows by itself. */
  announce(text: string): void {
    this.announcement = text;
  }
}
