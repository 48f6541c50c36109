/**
 * Takes from a program the files that are embedded in it and puts them beside it: they come over the line at the same time as the program
 * does, those that seldom change stay with the browser when the program does, and a browser has less to compile. The program is the same
 * one; it says in a section of its own, named apart, where in its memory which bytes belong, and its worker puts them there before it
 * begins (frontend/src/engine/worker.ts).
 *
 * usage: apart.mjs FROM.wasm TO.wasm NAME.data=FILE,FILE… …
 *
 * A file that ends in .go has one array of bytes. A file that the program does not hold, or holds twice, stays as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { read, write } from './program.mjs';

/** What is smaller than this may stand in a program by chance, and is not worth its line in the list. */
const least = 256;

const [from, to, ...groups] = process.argv.slice(2);
const program = read(from);
const { memory } = program;
const apart = [];

function bytesOf(file) {
  if (!file.endsWith('.go')) return readFileSync(file);
  const [list] = /(?:0x[0-9a-f]{1,2},?\s*){32,}/.exec(readFileSync(file, 'latin1')) ?? [''];
  return Buffer.from(list.match(/0x[0-9a-f]+/g)?.map(Number) ?? []);
}

for (const group of groups) {
  const [name, files] = group.split('=');
  const found = [];
  for (const file of files.split(',')) {
    const bytes = bytesOf(file);
    const address = bytes.length < least ? -1 : memory.indexOf(bytes);
    if (address >= 0 && memory.indexOf(bytes, address + 1) < 0) found.push({ address, bytes });
  }
  apart.push(found.map(({ address, bytes }) => [address, bytes.length]));
  writeFileSync(name, Buffer.concat(found.map(({ bytes }) => bytes)));
  for (const { address, bytes } of found) memory.fill(0, address, address + bytes.length);
}
write(to, program, { apart: JSON.stringify(apart) });
