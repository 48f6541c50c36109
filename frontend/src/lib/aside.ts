import type { dossier } from '../engine';
import { newID } from './identifier';

/** What a finding is known by: its id, or the code of a warning with the place that it is about. */
export interface Found {
  finding: string;
  path?: string;
  /** The state that is looked at. */
  value: string;
}

/** Where a finding stands among what was set aside; -1 when it does not. */
export function placed(list: readonly dossier.SetAside[] | undefined, { finding, path = '' }: Found): number {
  return (list ?? []).findIndex((one) => one.finding === finding && (one.path ?? '') === path);
}

/** What was set aside with one more, by who did that last here. It counts once it has a reason. */
export function aside(list: readonly dossier.SetAside[] | undefined, { finding, path = '', value }: Found, day: string): dossier.SetAside[] {
  const last = list?.at(-1);
  const added = { id: newID('aside'), finding, ...(path === '' ? {} : { path }), value, by: last?.by ?? '', function: last?.function ?? '', reason: '', day };
  return [...(list ?? []), added];
}

/** What was set aside without one; nothing when that was all. */
export function without(list: readonly dossier.SetAside[], index: number): dossier.SetAside[] | undefined {
  return list.length > 1 ? list.toSpliced(index, 1) : undefined;
}
