/**
 * Makes a part of the page like another that was built beside it, with the nodes that are there. To build it anew at each change costs WebKit
 * memory that it does not give back, and takes away what is selected.
 */
export function morph(old: HTMLElement, next: HTMLElement): void {
  for (const name of old.getAttributeNames()) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const name of next.getAttributeNames()) {
    const value = next.getAttribute(name) ?? '';
    if (old.getAttribute(name) === value) continue;
    if (name === 'style') old.style.cssText = value; // the policy of the page lets nobody write the attribute
    else old.setAttribute(name, value);
  }
  const wanted = [...next.childNodes];
  while (old.childNodes.length > wanted.length) old.lastChild?.remove();
  wanted.forEach((child, i) => {
    const there = old.childNodes[i];
    if (!there) old.append(child);
    else if (there instanceof HTMLElement && child instanceof HTMLElement && there.tagName === child.tagName) morph(there, child);
    else if (there instanceof Text && child instanceof Text) {
      if (there.data !== child.data) there.data = child.data;
    } else there.replaceWith(child);
  });
}
