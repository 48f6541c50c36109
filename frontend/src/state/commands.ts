import { zoom } from '../lib/zoom';
import { toBreach, toClient, toPart } from '../lib/route';
import type { Program } from './program.svelte';

/** The keys that do something everywhere, by what is pressed together with Ctrl or Cmd. */
const keys: Readonly<Record<string, string>> = { n: 'new', f: 'search', s: 'copy', p: 'print', z: 'undo', y: 'redo', o: 'open', Enter: 'primary' };

/** And with Shift. */
const shifted: Readonly<Record<string, string>> = { z: 'redo', Enter: 'make' };

/** A window of our own has no zoom of the browser. */
const sizes: Readonly<Record<string, string>> = { '+': 'larger', '=': 'larger', '-': 'smaller', '0': 'actual' };

/** Where the system has a menu, the keys come from there, but for these. */
const always = ['primary', 'make', 'search'];

/** Something is typed there: its own keys are the browser's. */
const typed = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]';

/** What can be asked for from anywhere: by a key, or in the menu of the system. */
export class Commands {
  readonly #program: () => Program;

  constructor(program: () => Program) {
    this.#program = program;
  }

  /** Does what a key stands for. */
  key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.key === 'F6') return void this.#handled(event, 'other');
    if (event.key === 'Escape') return void this.#handled(event, 'back');
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (sizes[event.key] && this.#program().can.menu) return void this.#handled(event, sizes[event.key] ?? '');
    const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const name = (event.shiftKey ? shifted : keys)[letter];
    if (name !== undefined && (always.includes(name) || !this.#program().can.menu)) this.#handled(event, name);
  }

  #handled(event: KeyboardEvent, name: string): void {
    if (this.run(name)) event.preventDefault();
  }

  /** Does what a name stands for. It tells whether there was something to do. */
  run(name: string): boolean {
    const program = this.#program();
    const { editor, route } = program;
    switch (name) {
      case 'new':
      case 'example':
        void program.begin(name === 'example');
        return true;
      case 'open':
        void program.attempt(program.desk.Pick('dossier')).then((file) => {
          if (file?.name) program.receive([file]);
        });
        return true;
      case 'overview':
      case 'breaches':
      case 'check':
      case 'settings':
        program.go({ view: name });
        return true;
      case 'search':
        if (['client', 'sign', 'statement', 'breach'].includes(route.view)) return false; // there the browser searches what one sees
        if (route.view !== 'overview') program.go({ view: 'overview' });
        soon('search', (field) => field.focus());
        return true;
      case 'undo':
      case 'redo':
        if (program.steps.can(name)) void program.steps.take(name);
        return program.steps.can(name) !== undefined; // elsewhere the browser takes back what is typed
      case 'copy':
        if (!editor) return false;
        void program.attempt(editor.copy().then((file) => program.desk.Save(file))).then((name) => {
          if (name) program.announce(program.t('app.saved-as', { Name: name }));
        });
        return true;
      case 'larger':
      case 'smaller':
      case 'actual':
        program.announce(program.t('app.zoom', { Size: zoom(name) }));
        return true;
      case 'print':
        if (!program.printable) return false; // the screen itself
        void program.once('print', program.printable);
        return true;
      case 'make':
        if (!editor || route.view !== 'client') return false;
        program.go(toPart(route, 'signing'));
        soon('make', (button) => button.click());
        return true;
      case 'primary':
        document.querySelector<HTMLButtonElement>('main button.primary:not(:disabled)')?.click();
        return true;
      case 'back':
        return this.#back(program);
      case 'other':
        return otherPane();
    }
    return false;
  }

  #back(program: Program): boolean {
    const { route } = program;
    // What is open is closed first, and who types stays where that is.
    const closer = [...document.querySelectorAll<HTMLElement>('[data-closes]')].at(-1);
    const at = document.activeElement;
    if (closer) {
      closer.click();
      return true;
    }
    if (at?.matches(typed)) {
      at.closest<HTMLElement>('[data-pane]')?.focus({ preventScroll: true });
      return true;
    }
    if (route.view === 'organisation' && route.row !== undefined) program.go({ view: 'organisation', part: route.part });
    else if (route.view === 'client' && route.row !== undefined) program.go(toPart(route, route.section));
    else if (route.view === 'client' && route.section === 'review') program.go(toPart(route, 'signing')); // it was opened there
    else if (route.view === 'breach' && route.part === 'clients' && route.client !== undefined) program.go(toBreach(route.id, 'clients'));
    else if (route.view === 'breach') program.go({ view: 'breaches' });
    else if (route.view === 'sign' || route.view === 'statement') program.go(toClient(route.client, 'signing'));
    else if (route.view !== 'overview') program.go({ view: 'overview' });
    else return false;
    return true;
  }
}

/** Does something with what a command is for, as soon as it is on the screen. */
function soon(command: string, work: (target: HTMLElement) => void, patience = 300): void {
  const target = document.querySelector<HTMLElement>(`[data-command="${command}"]`);
  if (target) work(target);
  else if (patience > 0) requestAnimationFrame(() => soon(command, work, patience - 1));
}

/** Moves the focus between the form and the page beside it. */
function otherPane(): boolean {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(now + 1) % panes.length];
  next?.focus();
  return next !== undefined;
}
