/** Shows PDF files. What it takes to do so is loaded with the first of them. */
import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist';

export type { PDFDocumentProxy, PDFPageProxy, RenderTask };

type Library = typeof import('pdfjs-dist');
let library: Promise<{ pdfjs: Library; worker: InstanceType<Library['PDFWorker']> }> | undefined;

async function load() {
  const [pdfjs, { default: Renderer }] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs') as Promise<Library>,
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'),
  ]);
  // The declaration of the library knows no port but none.
  return { pdfjs, worker: new pdfjs.PDFWorker({ port: new Renderer() as unknown as null }) };
}

/** A file that is open. Close it with its document.loadingTask.destroy(). */
export interface OpenPDF {
  document: PDFDocumentProxy;
  /** All of them: one that is asked for when the file is closed never comes. */
  pages: PDFPageProxy[];
}

/** Opens a file, whose bytes are given away. */
export async function openPDF(file: Uint8Array): Promise<OpenPDF> {
  const { pdfjs, worker } = await (library ??= load());
  const document = await pdfjs.getDocument({ data: file, worker, useWasm: false, disableFontFace: true, verbosity: 0 }).promise;
  return { document, pages: await Promise.all(Array.from({ length: document.numPages }, (_, i) => document.getPage(i + 1))) };
}

/** Begins to draw a page so that a point is that many pixels. The canvas is complete when the task is. */
export function drawPage(page: PDFPageProxy, scale: number): { canvas: HTMLCanvasElement; task: RenderTask } {
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  // What is meant for print is drawn at once; for a screen, a part at each frame, which for one page only means to wait for two of them.
  return { canvas, task: page.render({ canvas, viewport, intent: 'print' }) };
}

/** Lets go of what was drawn: a browser that only hears that a canvas is no longer shown may keep its picture for long. */
export function drop(canvas: HTMLCanvasElement | null | undefined): void {
  if (!canvas) return;
  canvas.width = canvas.height = 0;
  canvas.remove();
}

/** Draws a file of one page, whose bytes are given away. */
export async function drawFile(file: Uint8Array, scale: number): Promise<HTMLCanvasElement> {
  const { document, pages } = await openPDF(file);
  try {
    const { canvas, task } = drawPage(pages[0] as PDFPageProxy, scale);
    await task.promise;
    return canvas;
  } finally {
    void document.loadingTask.destroy();
  }
}

/** Lays the words of a page over it, invisible, to be selected and read aloud. */
export async function layText(page: PDFPageProxy): Promise<HTMLDivElement> {
  const { pdfjs } = await (library ??= load());
  const container = document.createElement('div');
  container.className = 'textLayer';
  await new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container, viewport: page.getViewport({ scale: 1 }) }).render();
  return container;
}
