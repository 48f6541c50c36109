import type { dossier } from '../engine';
import { clean, flaws, type Flaw } from '../lib/clean';
import { guessed, isAmerican, isFailure, isTotal, named, parseRows, turned } from '../lib/rows';
import type { Column } from './columns';
import type { List } from './list';

/** Cells that were pasted and of which it is asked what they are: which field each column is, and whether the first row is their heading. */
export interface Asked {
  cells: string[][];
  headed: boolean;
  fields: (string | undefined)[];
}

/** The table of sub-processors: which cell one is at, and what is done there. The row after the last is one still to be made. */
export class Grid {
  column = $state(0);
  /** The text that is being typed in the cell; undefined when none is. */
  draft = $state<string>();
  /** What was mended in the cells that were pasted last. */
  cleaned = $state.raw<readonly Flaw[]>([]);
  /** The columns that were pasted last and not taken over, as one wanted. */
  ignored = $state.raw<readonly string[]>([]);
  /** What was pasted last and is no company: titles, sums, formulas that failed. */
  left = $state.raw<readonly string[]>([]);
  /** The columns that were pasted last with the month before the day. */
  turned = $state.raw<readonly string[]>([]);
  /** What was pasted and is still to be told of. */
  asked = $state<Asked>();
  /** How many companies the last paste added, and of how many it said more. */
  pasted = $state.raw<{ added: number; updated: number }>();
  /** The columns that are seen. */
  readonly columns: readonly Column[];
  /** The row one is at, by its id and where it was then; the one still to be made has none. */
  #at = $state.raw<{ id: string | undefined; index: number }>({ id: undefined, index: 0 });

  constructor(
    readonly of: List,
    /** All that a cell can be. */
    readonly fields: readonly Column[],
    shown: readonly string[],
  ) {
    this.columns = shown.flatMap((id) => fields.find((field) => field.id === id) ?? []);
    of.draft(false);
    // At the row that one comes from.
    const [, list, index] = of.focused.split('/');
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

  get rows(): readonly dossier.Subprocessor[] {
    return this.of.rows;
  }

  /** The place in the dossier of the row one is at. */
  get path(): string {
    return this.of.place(this.row);
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
    this.of.focused = this.path;
  }

  /** Goes on by cells, from the end of a row to the next one. */
  step(by: 1 | -1): void {
    const at = this.row * this.columns.length + this.column + by;
    this.go(Math.floor(at / this.columns.length), ((at % this.columns.length) + this.columns.length) % this.columns.length);
  }

  /** Begins to type in the cell, over what it says or after it. */
  edit(text?: string): void {
    this.draft = text ?? this.text(this.row, this.column);
    this.of.draft(true);
  }

  /** Writes what was typed. */
  commit(): void {
    const text = this.draft;
    this.draft = undefined;
    if (text !== undefined && text !== this.text(this.row, this.column)) this.write(this.row, this.column, text);
    this.of.draft(false);
  }

  /** Leaves the cell as it was. */
  cancel(): void {
    this.draft = undefined;
    this.of.draft(false);
  }

  /** Writes a cell, making the row when there is none. */
  write(row: number, column: number, text: string): void {
    const here = this.row;
    const item = this.rows[row] ?? this.#add();
    this.columns[column]?.write(item, text);
    this.#stand(here);
    this.of.changed();
  }

  #add(): dossier.Subprocessor {
    this.of.put(this.of.blank(), this.rows.length);
    return this.rows[this.rows.length - 1] as dossier.Subprocessor;
  }

  /**
   * Writes cells from a spreadsheet: below each other from the cell one is at, or as rows when they have a heading. Each is one line here. One is
   * at the first of these then. When it is not clear what a column is, that is asked first. It tells how many rows were written.
   */
  paste(text: string, delimiter?: string): number {
    return this.rowsOf(parseRows(text, delimiter));
  }

  /** {@link paste} of rows that were read already. */
  rowsOf(rows: readonly (readonly string[])[]): number {
    const found = rows.map((row) => row.map((cell) => clean(cell, true)));
    this.cleaned = flaws.filter((flaw) => found.some((row) => row.some((cell) => cell.flaws.includes(flaw))));
    const all = found.map((row) => row.map((cell) => cell.text));
    this.left = all.flat().filter(isFailure);
    const { title, cells, head, certain } = this.#head(all.map((row) => row.map((cell) => (isFailure(cell) ? '' : cell))));
    this.left = [...title, ...this.left];
    const below = this.columns.slice(this.column).map((column) => column.id);
    const width = Math.max(0, ...cells.map((row) => row.length));
    this.pasted = undefined;
    this.ignored = [];
    this.turned = [];
    const holds = (at: number) => cells.some((row) => (row[at] ?? '') !== '');
    const open = head ? !certain || Array.from({ length: width }, (_, at) => at).some((at) => head[at] === undefined && holds(at)) : width > below.length;
    if (open) {
      this.draft = undefined;
      this.of.draft(false);
      this.asked = { cells, headed: head !== undefined, fields: Array.from({ length: width }, (_, at) => (head ?? below)[at]) };
      return 0;
    }
    return this.#write(head ? cells.slice(1) : cells, head ?? below, head !== undefined);
  }

  /**
   * The row that says what each column is, with the rows from there on and the text above; without, there is none. It is certain when each
   * cell that it goes by is a name that a field has.
   */
  #head(rows: string[][]): { title: string[]; cells: string[][]; head?: (string | undefined)[]; certain: boolean } {
    const names = this.fields.map((field) => ({ ...field, label: this.of.t(`app.label.${field.label}`) }));
    const known = (head: readonly (string | undefined)[]) => head.filter((id) => id !== undefined).length;
    const at = rows.slice(0, 10).findIndex((row) => known(named(row, names)) > 1);
    if (at >= 0) {
      const title = rows.slice(0, at).map((row) => row.filter((cell) => cell !== '').join(' '));
      return { title, cells: rows.slice(at), head: named(rows[at] ?? [], names), certain: true };
    }
    const [first = []] = rows;
    const [sure, likely] = [named(first, names), guessed(first, names)];
    if (known(sure) === 1 && rows.length > 1) return { title: [], cells: rows, head: known(likely) > 1 ? likely : sure, certain: known(likely) === 1 };
    return known(likely) > 1 && rows.length > 1 ? { title: [], cells: rows, head: likely, certain: false } : { title: [], cells: rows, certain: true };
  }

  /** Writes what was asked about, as it was answered. */
  answer(): number {
    const { asked } = this;
    if (!asked) return 0;
    this.asked = undefined;
    const [first = [], ...rest] = asked.cells;
    this.ignored = asked.fields.flatMap((id, at) => (id === undefined ? [(asked.headed && first[at]) || this.of.t('app.table.column', { Number: at + 1 })] : []));
    return this.#write(asked.headed ? rest : asked.cells, asked.fields, true);
  }

  /** Writes rows, as new ones or from the row one is at. What is said of a company that is known once is written there. */
  #write(rows: readonly (readonly string[])[], ids: readonly (string | undefined)[], anew: boolean): number {
    const here = this.row;
    const first = anew ? this.rows.length : here;
    const name = ids.indexOf('name');
    const body = anew ? rows.filter((row) => !isTotal(row)) : rows;
    this.left = [...this.left, ...rows.filter((row) => !body.includes(row)).map((row) => row.filter((cell) => cell !== '').join(' '))];
    const fields = ids.map((id) => this.fields.find((field) => field.id === id));
    const american = fields.map((field, c) => field?.holds === 'day' && isAmerican(body.map((row) => row[c] ?? '')));
    this.turned = fields.flatMap((field, c) => (field && american[c] ? [this.of.t(`app.label.${field.label}`)] : []));
    const known = body.map((row) => (anew ? this.of.known(row[name] ?? '') : undefined)); // as they were before this paste: of two new ones of a name neither is lost
    let added = 0;
    this.draft = undefined;
    body.forEach((values, r) => {
      if (!known[r] && (anew || first + r >= this.rows.length)) added++;
      const item = known[r] ?? (anew ? this.#add() : (this.rows[first + r] ?? this.#add()));
      values.forEach((value, c) => {
        if (anew && value === '') return; // what one column says another does not take away
        fields[c]?.write(item, fields[c].holds === 'countries' ? value : (american[c] ? turned(value) : value).replaceAll(/\s*\n\s*/g, ' '));
      });
    });
    this.#stand(anew ? Math.min(first, Math.max(0, this.rows.length - 1)) : here);
    if (body.length > 0) this.of.changed();
    this.of.draft(false);
    this.pasted = { added, updated: body.length - added };
    return body.length;
  }

  /** Moves the row one is at, and goes with it. */
  move(by: 1 | -1): void {
    const { row } = this;
    const to = row + by;
    if (to < 0 || to >= this.rows.length || row >= this.rows.length) return;
    const item = this.rows[row] as dossier.Subprocessor;
    this.of.take(row);
    this.of.put(item, to);
    this.of.changed();
    this.go(to, this.column);
  }

  /** Makes a row like the one one is at, below it. */
  duplicate(): void {
    const item = this.rows[this.row];
    if (item) this.insert(item, this.row + 1);
  }

  /** Puts in a copy of a sub-processor, under an id of its own. */
  insert(item: dossier.Subprocessor, at = this.rows.length): void {
    const { id } = this.of.blank();
    this.of.put({ ...$state.snapshot<dossier.Subprocessor>(item), id }, at);
    this.of.changed();
    this.go(at, 0);
  }

  /** Takes away the row one is at. Undo brings it back. */
  remove(): void {
    const { row } = this;
    if (row >= this.rows.length) return;
    this.of.take(row);
    this.of.changed();
    this.go(row, this.column);
  }
}
