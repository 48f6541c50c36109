import { parts } from './pointer';

const fields = 'input:not([type=hidden]), select, textarea, button, [tabindex="0"]';

/** The field for a place of the dossier on the screen: its own, or that of the nearest part around it. */
export function findField(path: string): HTMLElement | undefined {
  for (let n = parts(path).length; n > 0; n--) {
    const at = path.split('/').slice(0, n + 1).join('/');
    const found = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(at)}"]`);
    if (found) return found;
  }
  return undefined;
}

/** Whether what had the focus is gone, so that nothing in particular has it. */
export function adrift(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at.id === 'main';
}

/** Brings the field for a place of the dossier into view and gives it the focus. It tells whether there was one. */
export function focusField(path: string): boolean {
  const place = findField(path);
  if (!place) return false;
  const field = place.matches(fields) ? place : place.querySelector<HTMLElement>(fields);
  field?.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  return field !== null;
}
