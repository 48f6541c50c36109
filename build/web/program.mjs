/**
 * A program in WebAssembly as far as its memory goes: what the memory holds at first can be read, changed and written again. What is zero
 * is not written, since memory begins as zeros.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const dataSection = 11;
const customSection = 0;

/** The least zeros that are left out: fewer compress better than another segment does. */
const gap = 1024;

/** A number of LEB128 at a place, and the place after it. */
export function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** A number as LEB128; with a sign, the highest bit that is written says that it is not negative. */
function leb(value, signed = false) {
  const out = [];
  for (; ; value = Math.floor(value / 128)) {
    const last = value < (signed ? 64 : 128);
    out.push((value % 128) + (last ? 0 : 128));
    if (last) return out;
  }
}

/** Reads a program: its sections as they are, and the memory that it begins with. */
export function read(file) {
  const wasm = readFileSync(file);
  const sections = [];
  for (let at = 8; at < wasm.length; ) {
    const [size, begin] = number(wasm, at + 1);
    sections.push({ kind: wasm[at], body: wasm.subarray(begin, begin + size) });
    at = begin + size;
  }
  const data = sections.find(({ kind }) => kind === dataSection);
  if (!data) throw new Error(`${file}: no data`);
  return { sections, memory: memoryOf(data.body, file) };
}

function memoryOf(data, file) {
  const segments = [];
  let [count, place] = number(data, 0);
  while (count-- > 0) {
    if (data[place] !== 0 || data[place + 1] !== 0x41) throw new Error(`${file}: another kind of segment`);
    const [address, end] = number(data, place + 2);
    const [length, start] = number(data, end + 1);
    segments.push({ address, bytes: data.subarray(start, start + length) });
    place = start + length;
  }
  const memory = Buffer.alloc(Math.max(...segments.map(({ address, bytes }) => address + bytes.length)));
  for (const { address, bytes } of segments) bytes.copy(memory, address);
  return memory;
}

/** Writes a program with its memory as it is now, and sections of text that are known by their names. */
export function write(file, { sections, memory }, texts = {}) {
  const parts = [Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])];
  const put = (kind, ...body) => parts.push(Buffer.from([kind, ...leb(body.reduce((sum, part) => sum + part.length, 0))]), ...body);
  for (const { kind, body } of sections) put(kind, kind === dataSection ? segments(memory) : body);
  for (const [name, text] of Object.entries(texts)) put(customSection, Buffer.from(leb(Buffer.byteLength(name))), Buffer.from(name), Buffer.from(text));
  writeFileSync(file, Buffer.concat(parts));
}

/** The body of a section that has what is not zero in a memory. */
function segments(memory) {
  const zeros = Buffer.alloc(gap);
  const out = [];
  let count = 0;
  for (let at = 0; at < memory.length; ) {
    while (memory[at] === 0) at++;
    if (at >= memory.length) break;
    const zero = memory.indexOf(zeros, at);
    const end = zero < 0 ? memory.length : zero;
    out.push(Buffer.from([0, 0x41, ...leb(at, true), 0x0b, ...leb(end - at)]), memory.subarray(at, end));
    count++;
    at = end;
  }
  return Buffer.concat([Buffer.from(leb(count)), ...out]);
}
