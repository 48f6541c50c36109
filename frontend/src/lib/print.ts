/** Prints PDF files where there is no other program to do it: each page as a picture of it, as fine as a printer needs. */
import { drawPage, openPDF } from './pdf';

/** Pixels per point: 216 dots per inch. */
const scale = 3;

/** Prints a file, whose bytes are given away. It is done when the dialogue of the browser is closed. */
export async function print(file: Uint8Array): Promise<void> {
  const paper = document.createElement('div');
  paper.className = 'paper';
  const { document: opened, pages } = await openPDF(file);
  try {
    for (const page of pages) {
      const { canvas, task } = drawPage(page, scale);
      await task.promise;
      const blob = await new Promise<Blob | null>((resolve) => {
        canvas.toBlob(resolve);
      });
      canvas.width = 0; // or every page is kept as large as it was drawn
      const picture = document.createElement('img');
      picture.src = URL.createObjectURL(blob ?? new Blob());
      picture.alt = '';
      paper.append(picture);
      await picture.decode();
    }
    document.body.append(paper);
    window.print();
  } finally {
    paper.remove();
    for (const picture of paper.querySelectorAll('img')) URL.revokeObjectURL(picture.src);
    void opened.loadingTask.destroy();
  }
}
