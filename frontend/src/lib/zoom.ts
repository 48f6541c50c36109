/** How large the window shows everything, where no browser does that: the size of the text, after which all else is measured. */

const steps = [80, 90, 100, 110, 125, 150, 175, 200];
const key = 'zoom';

function kept(): number {
  try {
    return Number(localStorage.getItem(key) ?? 100);
  } catch {
    return 100; // a window that keeps nothing begins at its own size
  }
}

/** Shows everything as large as it was last. */
export function restoreZoom(): void {
  show(kept());
}

function show(size: number): void {
  document.documentElement.style.fontSize = size === 100 ? '' : `${16 * (size / 100)}px`;
}

/** Shows everything larger, smaller, or in its own size. It returns how large that is, in per cent. */
export function zoom(how: 'larger' | 'smaller' | 'actual'): number {
  const now = kept();
  const next = how === 'actual' ? 100 : how === 'larger' ? (steps.find((step) => step > now) ?? now) : (steps.findLast((step) => step < now) ?? now);
  show(next);
  try {
    localStorage.setItem(key, String(next));
  } catch {
    // It is as large until the window is closed.
  }
  return next;
}
