/** A signature drawn by hand, as the engine takes it: strokes on a field of a size. */
import type { desk } from '../engine';

export const noDrawing: desk.Drawing = { width: 0, height: 0, strokes: [] };

/** A drawing on a field of another size: as large as it fits, in the middle and never stretched, as it comes in the block. */
export function fitted(drawing: desk.Drawing, width: number, height: number): desk.Drawing {
  if (drawing.strokes.length === 0) return noDrawing;
  const scale = Math.min(width / drawing.width, height / drawing.height);
  const left = (width - drawing.width * scale) / 2;
  const top = (height - drawing.height * scale) / 2;
  return { width, height, strokes: drawing.strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: left + x * scale, y: top + y * scale }))) };
}
