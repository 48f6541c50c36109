import { expect, it } from 'vitest';
import { morph } from './morph';

const page = (html: string): HTMLElement => {
  const element = document.createElement('div');
  element.innerHTML = html;
  return element;
};

const line = (words: string, top: number) => `<span class="markedContent" id="p${top}"><span style="top: ${top}%;">${words}</span><br></span>`;

it('keeps every node of a page when its words change and its lines move', () => {
  const old = page(line('Zorggroep', 1) + line('De Linde', 2));
  const nodes = [...old.querySelectorAll('*')];
  const next = page(line('Zorggroepen', 1) + line('De Linde', 3));
  const wanted = next.innerHTML;
  morph(old, next);
  expect(old.innerHTML).toBe(wanted);
  expect([...old.querySelectorAll('*')]).toEqual(nodes);
});

it.each([
  ['a line more', line('a', 1), line('a', 1) + line('b', 2)],
  ['a line less', line('a', 1) + line('b', 2), line('b', 2)],
  ['another kind of node', 'a<br>', '<br>a'],
  ['an attribute less', '<span lang="en">a</span>', '<span>a</span>'],
  ['nothing any more', line('a', 1), ''],
])('becomes what it is told: %s', (_, before, after) => {
  const old = page(before);
  morph(old, page(after));
  expect(old.innerHTML).toBe(after);
});
