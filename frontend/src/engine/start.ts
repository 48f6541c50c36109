import { EventsEmit, EventsOn, WindowSetTitle } from '../../wailsjs/runtime/runtime';

/** What the desktop program gives its window, and what {@link start} makes in a browser. */
declare global {
  interface Window {
    go?: { desk: { Desk: Record<string, (...args: unknown[]) => Promise<unknown>> } };
    runtime?: { EventsOnMultiple(event: string, listener: (data: unknown) => void, max: number): () => void };
  }
}

/**
 * Makes the engine answer. In the desktop program it does already; in a browser it is started in a worker. Calls may be made at once:
 * they wait until the engine is there.
 */
export async function start(): Promise<void> {
  if (window.go === undefined) {
    const { startInBrowser } = await import('./browser');
    startInBrowser();
  } else {
    // The program asks whether the page is still there: one that has died shows what it showed last.
    EventsOn('pulse', () => EventsEmit('alive'));
    // The window is called as its page is: a browser does that by itself. Two names sent at once may overtake each other, so the last is sent when
    // it has stood for a while.
    let waiting: ReturnType<typeof setTimeout> | undefined;
    new MutationObserver(() => {
      clearTimeout(waiting);
      waiting = setTimeout(() => WindowSetTitle(document.title), 150);
    }).observe(document.head, { childList: true, characterData: true, subtree: true });
  }
}
