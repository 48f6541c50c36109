import type { dossier } from '../engine';
import { clean, flaws, type Flaw } from '../lib/clean';
import { heading, parseRows } from '../lib/rows';
import { blankSubprocessor, type Column } from './columns';
import type { Editor } from './editor.svelte';

/** The table of sub-processors: which cell one is at, and what is done there. The row after the last is one still to be made. */
export class Grid {
  column = $state(0);
  /** The text that is being typed in the cell; undefined when none is. */
  draft = $state<string>();
  /** What was mended in the cells that were pasted last. */
  cleaned = $state.raw<readonly Flaw[]>([]);
  /** The headings of columns that were pasted last and have no place here. */
  ignored = $state.raw<readonly string[]>([]);
  /** The row one is at, by its id and where it was then; the one still to be made has none. */
  #at = $state.raw<{ id: string | undefined; index: number }>({ id: undefined, index: 0 });

  constructor(
    readonly editor: Editor,
    readonly columns: readonly Column[],
  ) {
    editor.draft(false);
    // At the row that one comes from.
    const [, list, index] = editor.focused.split('/');
    this.#stand(Math.min(list === 'subprocessors' && index ? Number(index) : 0, Math.max(0, this.rows.length - 1)));
  }

  /** The row one is at. It is the same one when another window put others before it. */
  get row(): number {
    const { id, index } = this.#at;
    if (id === undefined) return this.rows.length;
    const found = this.rows.findIndex((item) => item.id === id);
    return found >= 0 ? found : Math.min(index, this.rows.length);
  }

  #stand(row: number): void {
    const index = Math.max(0, Math.min(row, this.rows.length));
    this.#at = { id: this.rows[index]?.id, index };
  }

  get rows(): dossier.Subprocessor[] {
    return this.editor.dossier.subprocessors;
  }

  /** The place in the dossier of the row one is at. */
  get path(): string {
    return `/subprocessors/${this.row}`;
  }

  /** What a cell shows. */
  text(row: number, column: number): string {
    const item = this.rows[row];
    return item ? (this.columns[column]?.read(item) ?? '') : '';
  }

  /** Goes to a cell, as near as there is one. */
  go(row: number, column: number): void {
    this.commit();
    this.#stand(row);
    this.column = Math.max(0, Math.min(column, this.columns.length - 1));
    this.editor.focused = this.path;
  }

  /** Goes on by cells, from the end of a row to the next one. */
  step(by: 1 | -1): void {
    const at = this.row * this.columns.length + this.column + by;
    this.go(Math.floor(at / this.columns.length), ((at % this.columns.length) + this.columns.length) % this.columns.length);
  }

  /** Begins to type in the cell, over what it says or after it. */
  edit(text?: string): void {
    this.draft = text ?? this.text(this.row, this.column);
    this.editor.draft(true);
  }

  /** Writes what was typed. */
  commit(): void {
    const text = this.draft;
    this.draft = undefined;
    if (text !== undefined && text !== this.text(this.row, this.column)) this.write(this.row, this.column, text);
    this.editor.draft(false);
  }

  /** Leaves the cell as it was. */
  cancel(): void {
    this.draft = undefined;
    this.editor.draft(false);
  }

  /** Writes a cell, making the row when there is none. */
  write(row: number, column: number, text: string): void {
    const here = this.row;
    const item = this.rows[row] ?? this.#add();
    this.columns[column]?.write(item, text);
    this.#stand(here);
    this.editor.changed();
  }

  #add(): dossier.Subprocessor {
    this.rows.push(blankSubprocessor(this.editor.dossier.processing.services.map((service) => service.id)));
    return this.rows[this.rows.length - 1] as dossier.Subprocessor;
  }

  /** Writes cells from a spreadsheet: below each other from the cell one is at, or as new rows when they have a heading. Each is one line here. One is at the first of these then. It tells how many. */
  paste(text: string): number {
    const found = parseRows(text).map((row) => row.map((cell) => clean(cell, false)));
    this.cleaned = flaws.filter((flaw) => found.some((row) => row.some((cell) => cell.flaws.includes(flaw))));
    const cells = found.map((row) => row.map((cell) => cell.text));
    const named = this.columns.map((column) => ({ ...column, label: this.editor.t(`app.label.${column.label}`) }));
    const head = cells[0] && heading(cells[0], named);
    this.ignored = head ? (cells[0] ?? []).filter((name, at) => name !== '' && head[at] === undefined) : [];
    const body = head ? cells.slice(1) : cells;
    const ids = head ?? this.columns.slice(this.column).map((column) => column.id);
    const here = this.row;
    const first = head ? this.rows.length : here;
    this.draft = undefined;
    body.forEach((values, r) => {
      const item = this.rows[first + r] ?? this.#add();
      values.forEach((value, c) => this.columns.find((column) => column.id === ids[c])?.write(item, value));
    });
    this.#stand(head ? Math.min(first, Math.max(0, this.rows.length - 1)) : here);
    if (body.length > 0) this.editor.changed();
    this.editor.draft(false);
    return body.length;
  }

  /** Moves the row one is at, and goes with it. */
  move(by: 1 | -1): void {
    const { row } = this;
    const to = row + by;
    if (to < 0 || to >= this.rows.length || row >= this.rows.length) return;
    this.rows.splice(to, 0, ...this.rows.splice(row, 1));
    this.editor.changed();
    this.go(to, this.column);
  }

  /** Makes a row like the one one is at, below it. */
  duplicate(): void {
    const item = this.rows[this.row];
    if (item) this.insert(item, this.row + 1);
  }

  /** Puts in a copy of a sub-processor, under an id of its own. */
  insert(item: dossier.Subprocessor, at = this.rows.length): void {
    const { id } = blankSubprocessor([]);
    this.rows.splice(at, 0, { ...$state.snapshot<dossier.Subprocessor>(item), id });
    this.editor.changed();
    this.go(at, 0);
  }

  /** Takes away the row one is at. Undo brings it back. */
  remove(): void {
    const { row } = this;
    if (row >= this.rows.length) return;
    this.rows.splice(row, 1);
    this.editor.changed();
    this.go(row, this.column);
  }
}
