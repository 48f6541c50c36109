import { describe, expect, it } from 'vitest';
import { fitted, noDrawing } from './drawing';

describe('a drawing on a field of another size', () => {
  const drawing = { width: 400, height: 100, strokes: [[{ x: 0, y: 0 }, { x: 400, y: 100 }], [{ x: 200, y: 50 }]] };

  it('is as it was on one of its own', () => {
    expect(fitted(drawing, 400, 100)).toEqual(drawing);
  });
  it('is smaller where it would not fit, in the middle', () => {
    expect(fitted(drawing, 200, 100).strokes).toEqual([[{ x: 0, y: 25 }, { x: 200, y: 75 }], [{ x: 100, y: 50 }]]);
  });
  it('is never stretched', () => {
    const [[from, to] = []] = fitted(drawing, 600, 110).strokes;
    expect(((to?.x ?? 0) - (from?.x ?? 0)) / ((to?.y ?? 0) - (from?.y ?? 0))).toBeCloseTo(4);
    expect(fitted(drawing, 600, 110).strokes[1]).toEqual([{ x: 300, y: 55 }]);
  });
  it('is none when there is none', () => {
    expect(fitted(noDrawing, 400, 100)).toBe(noDrawing);
  });
});
