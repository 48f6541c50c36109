/** A signature drawn with a finger, a pen or a mouse: it is in the block as it was drawn, whatever happens to the window in between. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { drawnAgain, open, still } from './window.mjs';

let app;
before(async () => (app = await open()));
after(() => app.close());

const field = (window) => window.page.locator('canvas[aria-label]');

/** Goes to the field to draw on, with somebody to sign. */
async function ready(options) {
  const window = await app.window(options);
  await window.madeExample();
  await window.identity('appelboom-in-mei');
  await window.page.getByText(window.t('sign.look.drawn')).click();
  await field(window).evaluate((canvas) => canvas.scrollIntoView({ block: 'center' }));
  await still(field(window));
  return window;
}

/** A wave over the field, as shares of its width and height. */
const wave = Array.from({ length: 25 }, (_, i) => ({ x: 0.1 + i * 0.03, y: 0.5 + 0.3 * Math.sin(i / 3) }));
const bar = Array.from({ length: 12 }, (_, i) => ({ x: 0.2 + i * 0.05, y: 0.9 }));

/** Points of the window where shares of the field are. */
async function on(window, shares) {
  const box = await still(field(window));
  return shares.map(({ x, y }) => ({ x: box.x + x * box.width, y: box.y + y * box.height }));
}

/** Draws, each in its own way; a hand takes its time. */
const hands = {
  async touch(window, shares) {
    const session = await window.page.context().newCDPSession(window.page);
    const points = await on(window, shares);
    const send = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await send('touchStart', [points[0]]);
    for (const point of points.slice(1)) await send('touchMove', [point]).then(() => drawnAgain(window.page, 1));
    await send('touchEnd', []);
  },
  async pen(window, shares) {
    const session = await window.page.context().newCDPSession(window.page);
    const points = await on(window, shares);
    const send = (type, at, buttons) =>
      session.send('Input.dispatchMouseEvent', { type, ...at, button: 'left', buttons, clickCount: 1, pointerType: 'pen', force: 0.4 });
    await send('mousePressed', points[0], 1);
    for (const point of points.slice(1)) await send('mouseMoved', point, 1).then(() => drawnAgain(window.page, 1));
    await send('mouseReleased', points.at(-1), 0);
  },
  async mouse(window, shares) {
    const points = await on(window, shares);
    await window.page.mouse.move(points[0].x, points[0].y);
    await window.page.mouse.down();
    for (const point of points.slice(1)) await window.page.mouse.move(point.x, point.y).then(() => drawnAgain(window.page, 1));
    await window.page.mouse.up();
  },
};

/** Where there is ink on the field, as shares of its width and height. */
const ink = (window) =>
  field(window).evaluate((canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const at = [...data.keys()].filter((i) => i % 4 === 3 && data[i] > 127).map((i) => (i - 3) / 4);
    if (at.length === 0) return undefined;
    const [xs, ys] = [at.map((i) => i % width), at.map((i) => Math.floor(i / width))];
    const [left, right] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))];
    const [top, bottom] = [ys.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.max(a, b))];
    return { left: left / width, right: right / width, top: top / height, bottom: bottom / height, shape: (right - left) / (bottom - top) };
  });

const near = (a, b, by, what) => assert.ok(Math.abs(a - b) <= by, `${what}: ${a}, want ${b}`);

/** The strokes of the drawing in a file: for each the points that the pen went through, in the measure of the field. */
function strokes(path) {
  const text = readFileSync(path).toString('latin1');
  for (const [, data] of text.matchAll(/stream\n([\s\S]*?)\nendstream/g)) {
    let content;
    try {
      content = inflateSync(Buffer.from(data, 'latin1')).toString('latin1');
    } catch {
      continue;
    }
    const drawn = content.match(/ re\nW\nn\n[\d.]+ w\n1 J\n1 j\n([\s\S]*?)S\nQ\n/);
    if (!drawn) continue;
    const [, width, height] = content.match(/0 0 ([\d.]+) ([\d.]+) re/).map(Number);
    const lines = drawn[1].trim().split('\n').map((line) => line.split(' '));
    const all = [];
    for (const line of lines) {
      const [x, y] = line.slice(-3, -1).map(Number);
      if (line.at(-1) === 'm') all.push([]);
      all.at(-1).push({ x: x / width, y: y / height });
    }
    return all;
  }
  return [];
}

/** Signs, and compares the strokes in the file with those that were drawn. */
async function signed(window, drawn) {
  await window.sign('appelboom-in-mei');
  const file = await window.download(window.button('save-as'));
  const found = strokes(file.path);
  assert.equal(found.length, drawn.length, 'strokes in the file');
  found.forEach((stroke, i) => {
    assert.ok(stroke.length >= 6, `stroke ${i} has ${stroke.length} points`);
    for (const [end, at] of [['begins', 0], ['ends', -1]]) {
      near(stroke.at(at).x, drawn[i].at(at).x, 0.03, `stroke ${i} ${end}, across`);
      near(stroke.at(at).y, drawn[i].at(at).y, 0.06, `stroke ${i} ${end}, down`);
    }
  });
}

for (const [hand, kind, look] of [
  ['touch', 'touch', { touch: true, width: 390, height: 700 }],
  ['pen', 'pen', { touch: true, width: 1100, height: 800, theme: 'dark', lang: 'en' }],
  ['mouse', 'mouse', {}],
]) {
  test(`with ${hand}`, async () => {
    const window = await ready(look);
    const { page } = window;
    await page.evaluate(() => {
      globalThis.kinds = new Set();
      globalThis.scrolls = 0;
      addEventListener('pointerdown', (event) => event.target.nodeName === 'CANVAS' && globalThis.kinds.add(event.pointerType), true);
      addEventListener('scroll', () => globalThis.scrolls++, true);
    });
    await hands[hand](window, wave);
    await hands[hand](window, bar);
    await drawnAgain(page, 4);
    assert.deepEqual(await page.evaluate(() => [...globalThis.kinds]), [kind]);
    assert.equal(await page.evaluate(() => globalThis.scrolls), 0, 'the page moves under the hand');
    assert.ok(await ink(window));
    await window.accessible(`drawn with ${hand}`);
    await page.waitForFunction((words) => document.querySelector('figure [role=img]')?.ariaLabel.startsWith(words), window.t('sign.look.drawn'));
    if (hand === 'touch') {
      // A ruler that measures nothing would find the same.
      const up = Array.from({ length: 12 }, (_, i) => ({ x: 0.5, y: -0.7 - i * 0.1 }));
      await page.evaluate(() => (globalThis.scrolls = 0));
      await hands.touch(window, up);
      await page.waitForFunction(() => globalThis.scrolls > 0);
    }
    await signed(window, [wave, bar]);
    await window.close();
  });
}

test('a drawing stays as it was drawn', async () => {
  const window = await ready();
  const { page } = window;
  await hands.mouse(window, wave);
  const drawn = await ink(window);
  // The left of the block, where the drawing is: what is beside it says the minute.
  const picture = () =>
    page.locator('figure canvas').evaluate((canvas) => {
      const left = document.createElement('canvas');
      Object.assign(left, { width: Math.floor(canvas.width * 0.37), height: canvas.height });
      left.getContext('2d').drawImage(canvas, 0, 0);
      return left.toDataURL();
    });
  await page.waitForFunction((words) => document.querySelector('figure [role=img]')?.ariaLabel.startsWith(words), window.t('sign.look.drawn'));
  const shown = await picture();

  // Another look, and back.
  await page.getByText(window.t('sign.look.none')).click();
  await page.waitForFunction((words) => !document.querySelector('figure [role=img]')?.ariaLabel.startsWith(words), window.t('sign.look.drawn'));
  await page.getByText(window.t('sign.look.drawn')).click();
  await page.waitForFunction((words) => document.querySelector('figure [role=img]')?.ariaLabel.startsWith(words), window.t('sign.look.drawn'));
  assert.deepEqual(await ink(window), drawn);
  assert.equal(await picture(), shown);

  // A narrow window, and back.
  await page.setViewportSize({ width: 330, height: 800 });
  await page.waitForFunction(() => document.querySelector('canvas[aria-label]').width < 320);
  near((await ink(window)).shape, drawn.shape, 0.1, 'its shape in a narrow window');
  await page.setViewportSize({ width: 1360, height: 860 });
  await page.waitForFunction(() => document.querySelector('canvas[aria-label]').width > 400);
  assert.deepEqual(await ink(window), drawn);

  // A screen of twice the dots, of another size: without that a browser that shows nobody its pages does not tell of the dots.
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', { width: 1340, height: 860, deviceScaleFactor: 2, mobile: false });
  await page.waitForFunction(() => document.querySelector('canvas[aria-label]').width > 800);
  const sharp = await ink(window);
  for (const side of ['left', 'right', 'top', 'bottom']) near(sharp[side], drawn[side], 0.01, `${side} at twice the dots`);

  // What is drawn after that is where the pen is, and with what was there.
  await field(window).evaluate((canvas) => canvas.scrollIntoView({ block: 'center' }));
  await hands.mouse(window, bar);
  near((await ink(window)).bottom, 0.9, 0.03, 'the second line');
  await signed(window, [wave, bar]);
  await window.close();
});

test('what was wiped out is drawn again', async () => {
  const window = await ready();
  await hands.mouse(window, wave);
  await window.button('sign.clear').click();
  await window.page.waitForFunction(() => document.querySelector('.panel form button.primary').disabled);
  assert.equal(await ink(window), undefined);
  await hands.mouse(window, bar);
  await signed(window, [bar]);
  await window.close();
});

test('what is drawn beside the field is not in the block', async () => {
  const window = await ready();
  const beyond = [...bar, ...bar.map(({ x, y }, i) => ({ x, y: y + 0.1 * (i + 1) }))];
  await hands.mouse(window, beyond);
  await window.page.waitForFunction((words) => document.querySelector('figure [role=img]')?.ariaLabel.startsWith(words), window.t('sign.look.drawn'));
  await drawnAgain(window.page, 4);
  // The field comes in the left of the block, 0.307 of its width high; below that there is nothing.
  const low = await window.page.locator('figure canvas').evaluate((canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, Math.floor(width * 0.37), height);
    let last = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && data[i] < 128) last = Math.max(last, Math.floor(i / 4 / Math.floor(width * 0.37)));
    return last / height;
  });
  near(low, 0.5 + (0.9 - 0.5) * ((128 / 416) * (0.38 * 290 - 4)) / 84, 0.1, 'the lowest ink');
  await window.close();
});
