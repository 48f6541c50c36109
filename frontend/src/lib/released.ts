/**
 * Waits until nothing is pressed. What appears between press and release moves what one is about to click, and the click is lost.
 */
export async function released(): Promise<void> {
  while (document.querySelector(':active')) await new Promise(requestAnimationFrame);
}
