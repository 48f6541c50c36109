import { untrack } from 'svelte';
import type { dossier } from '../engine';
import { heading, parseRows } from '../lib/rows';
import { blankSubprocessor, type Column } from './columns';
import type { Editor } from './editor.svelte';
import { rowOf } from './sections';

/** The table of sub-processors: which cell one is at, and what is done there. The row after the last is one still to be made. */
export class Grid {
  row = $state(0);
  column = $state(0);
  /** The text that is being typed in the cell; undefined when none is. */
  draft = $state<string>();
  /** The id of the row one is at; none of the one still to be made. */
  #at: string | undefined;

  constructor(
    readonly editor: Editor,
    readonly columns: readonly Column[],
  ) {
    editor.draft(false);
    // At the row that one comes from. A table is not made anew for every row.
    untrack(() => {
      this.row = Math.min(rowOf(editor.focused) ?? 0, Math.max(0, this.rows.length - 1));
      this.#at = this.rows[this.row]?.id;
    });
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
    this.row = Math.max(0, Math.min(row, this.rows.length));
    this.column = Math.max(0, Math.min(column, this.columns.length - 1));
    this.#at = this.rows[this.row]?.id;
    this.editor.focused = this.path;
  }

  /** Stays at the row one is at, when another window put others before it. */
  stay(): void {
    const row = this.#at === undefined ? this.rows.length : this.rows.findIndex((item) => item.id === this.#at);
    this.row = row >= 0 ? row : Math.min(this.row, this.rows.length);
    this.#at = this.rows[this.row]?.id;
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
    const item = this.rows[row] ?? this.#add();
    this.columns[column]?.write(item, text);
    this.#at = this.rows[this.row]?.id;
    this.editor.changed();
  }

  #add(): dossier.Subprocessor {
    this.rows.push(blankSubprocessor(this.editor.dossier.processing.services.map((service) => service.id)));
    return this.rows[this.rows.length - 1] as dossier.Subprocessor;
  }

  /** Writes cells from a spreadsheet: below each other from the cell one is at, or as new rows when they have a heading. Each is one line here. One is at the first of these then. It tells how many. */
  paste(text: string): number {
    const cells = parseRows(text);
    const named = this.columns.map((column) => ({ id: column.id, label: this.editor.t(`app.label.${column.label}`) }));
    const head = cells[0] && heading(cells[0], named);
    const body = head ? cells.slice(1) : cells;
    const ids = head ?? this.columns.slice(this.column).map((column) => column.id);
    const first = head ? this.rows.length : this.row;
    this.draft = undefined;
    body.forEach((values, r) => {
      const item = this.rows[first + r] ?? this.#add();
      values.forEach((value, c) => this.columns.find((column) => column.id === ids[c])?.write(item, value.replace(/\s*\n\s*/g, ' ')));
    });
    if (head) this.row = Math.min(first, Math.max(0, this.rows.length - 1));
    this.#at = this.rows[this.row]?.id;
    if (body.length > 0) this.editor.changed();
    this.editor.draft(false);
    return body.length;
  }

  /** Moves the row one is at, and goes with it. */
  move(by: 1 | -1): void {
    const to = this.row + by;
    if (to < 0 || to >= this.rows.length || this.row >= this.rows.length) return;
    this.rows.splice(to, 0, ...this.rows.splice(this.row, 1));
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
    if (this.row >= this.rows.length) return;
    this.rows.splice(this.row, 1);
    this.editor.changed();
    this.go(this.row, this.column);
  }
}
