import { tick } from 'svelte';
import { adrift } from '../lib/focus';
import type { Program } from './program.svelte';
import { placeOf, rowOf, sectionOf } from './sections';

/** Where one is: the place in the app, and what has the focus there. */
interface Here {
  visit: number;
  at: Element | null;
}

/**
 * Takes back and makes again, in the form that is on the screen, and goes to where that changed something. That is known only when the
 * engine has answered: who went elsewhere by then stays there, since what one did last is what one wants.
 */
export class Steps {
  readonly #program: Program;
  /** Where one was at the last step, or was brought by one. */
  #here: Here | undefined;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Whether there is something to take back, or to make again, on the screen; nothing when there is no form. */
  can(name: 'undo' | 'redo'): boolean | undefined {
    const form = this.#form();
    return form && (name === 'undo' ? form.undoable || form.dirty : form.redoable);
  }

  async take(name: 'undo' | 'redo'): Promise<void> {
    const form = this.#form();
    if (!form) return;
    this.#here = this.#now();
    const place = await this.#program.attempt(form[name]());
    if (place === undefined) return;
    this.#program.announce(this.#program.t(`app.${name}.done`));
    if (form !== this.#program.editor || this.#moved(this.#here)) return;
    await this.#backTo(place);
    this.#here = this.#now();
  }

  #form() {
    const { route, editor, breach, itself } = this.#program;
    const forms = { client: editor, breach, organisation: itself };
    return route.view in forms ? forms[route.view as keyof typeof forms] : undefined;
  }

  #now(): Here {
    return { visit: this.#program.visit, at: document.activeElement };
  }

  /** One went elsewhere: to another place, or to something else in it. What lost the focus because it is gone did not go. */
  #moved(from: Here): boolean {
    const now = this.#now();
    return now.visit !== from.visit || (now.at !== from.at && !adrift());
  }

  /** Goes to where a change was: to the row of the table when that is on the screen, else to the field. */
  async #backTo(place: string): Promise<void> {
    const { editor, route } = this.#program;
    const row = editor && rowOf(editor.dossier, place);
    const table = route.view === 'client' && route.section === sectionOf(place) && route.row === undefined;
    if (!editor || row === undefined || !table) return this.#program.goTo(place);
    await tick();
    const at = placeOf(editor.dossier, sectionOf(place), row);
    document.querySelector<HTMLElement>(`[data-path="${at ?? ''}"] [role=gridcell]`)?.focus();
  }
}
