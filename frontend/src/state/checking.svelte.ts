import { tick } from 'svelte';
import { EngineError, type desk } from '../engine';
import type { Program } from './program.svelte';

/** A file that is checked, and what is known of it. */
export class Checking {
  file = $state.raw<desk.File>();
  report = $state.raw<desk.Report>();
  failure = $state('');
  busy = $state(false);
  /** What it has of art. 28 is asked as well. */
  reviewing = $state(false);
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  /** It is a dossier, which there is nothing to verify of. */
  readonly isDossier = $derived(/\.json$/i.test(this.file?.name ?? ''));

  /** Checks a file. Of several at once the last counts. */
  async check(file: desk.File): Promise<void> {
    this.file = file;
    this.report = undefined;
    this.failure = '';
    this.reviewing = false;
    this.busy = !this.isDossier;
    if (this.busy) await this.#verify(file);
    if (this.file !== file) return;
    this.busy = false;
    await tick();
    document.getElementById('result')?.focus();
  }

  async #verify(file: desk.File): Promise<void> {
    try {
      const report = await this.#program.desk.Verify(file);
      if (this.file !== file) return;
      this.report = report;
      this.#program.announce(report.lines.map((line) => line.text).join(' '));
    } catch (reason) {
      if (this.file === file) this.failure = EngineError.from(reason).message;
    }
  }
}
