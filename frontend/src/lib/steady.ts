import { tick } from 'svelte';

/**
 * Has something change on the screen, and keeps the control in hand where it is: what comes in above it moves the rest of the form up
 * instead, as far as that scrolls.
 */
export function steady(change: () => void): void {
  const at = document.activeElement;
  const top = (element: Element) => element.getBoundingClientRect().top;
  const before = at ? top(at) : 0;
  change();
  void tick().then(() => {
    if (!at || at !== document.activeElement) return;
    const moved = top(at) - before;
    if (moved !== 0) scroller(at)?.scrollBy({ top: moved, behavior: 'instant' });
  });
}

/** What scrolls what an element is in. */
function scroller(of: Element): Element | undefined {
  for (let at = of.parentElement; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return undefined;
}
