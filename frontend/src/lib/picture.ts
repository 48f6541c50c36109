const typeface = (size: number) => `italic 450 ${size}px 'Source Sans 3', sans-serif`;

/** A name as a picture, for who does not draw one: base64 of a PNG, dark on white. It waits for the letters of the name, if they can be had. */
export async function pictureOf(name: string): Promise<string> {
  await document.fonts.load(typeface(120), name).catch(() => []);
  const canvas = document.createElement('canvas');
  canvas.width = 900;
  canvas.height = 240;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this window cannot draw');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = typeface(120);
  context.font = typeface(Math.min(120, (120 * 860) / context.measureText(name).width));
  context.fillStyle = '#14232b';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(name, canvas.width / 2, canvas.height / 2);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}
