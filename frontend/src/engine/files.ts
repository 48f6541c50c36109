/** Files in and out of a browser: a download, and the browser's own dialogue. */
import type { desk } from '../../wailsjs/go/models';

const accepted: Record<string, string> = {
  pdf: 'application/pdf,.pdf',
  dossier: 'application/json,application/pdf,.json,.pdf',
  identity: 'application/x-pkcs12,.p12,.pfx',
  backup: '.verwoord',
  trust: '.pem,.crt,.cer',
};

const types: Record<string, string> = { pdf: 'application/pdf', json: 'application/json', eml: 'message/rfc822', html: 'text/html', txt: 'text/plain' };

/** Downloads a file and returns its name. */
export function save(file: desk.File): string {
  const bytes = Uint8Array.from(atob(file.data), (c) => c.charCodeAt(0));
  const type = types[file.name.slice(file.name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
  return file.name;
}

/** Lets the user choose a file. Its name is empty when none was chosen. */
export function pick(kind: string): Promise<desk.File> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accepted[kind] ?? '';
    input.oncancel = () => {
      resolve({ name: '', data: '' });
    };
    input.onchange = () => {
      const file = input.files?.[0];
      resolve(file ? read(file) : { name: '', data: '' });
    };
    input.click();
  });
}

/** The size of the largest file that can be a document or a backup, in bytes. */
const largest = 256 * 2 ** 20;

/** Reads a file that was chosen, or dropped on the page. It has no data when that cannot be done: it is a folder, or has gone, or is too large. */
export async function read(file: globalThis.File): Promise<desk.File> {
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(reader.result as string);
    };
    reader.onerror = () => {
      resolve('');
    };
    if (file.size > largest) resolve('');
    else reader.readAsDataURL(file);
  });
  return { name: file.name, data: url.split(',', 2)[1] ?? '' };
}
