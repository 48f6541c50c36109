/**
 * Takes from a program that Go compiled to WebAssembly what only a stack trace reads: the file and line of each instruction, and the names of
 * functions but those of the runtime, which looks at them itself. Go has no flag for it, so this reads the tables that its runtime reads (runtime/symtab.go: pcHeader, _func; the table of
 * pairs: step in the same file) and stops when they are not as it knows them.
 *
 * usage: without-lines.mjs FROM.wasm TO.wasm
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
const wasm = readFileSync(from);

function fail(why) {
  throw new Error(`${from}: ${why}: read runtime/symtab.go`);
}

/** A number of LEB128 at a place, and the place after it. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** The segments of the program's memory: their address there, and the bytes of the file that they are. */
function segments() {
  for (let at = 8; at < wasm.length; ) {
    const kind = wasm[at];
    let [size, begin] = number(wasm, at + 1);
    at = begin + size;
    if (kind !== 11) continue;
    const out = [];
    let [count, place] = number(wasm, begin);
    while (count-- > 0) {
      if (wasm[place] !== 0 || wasm[place + 1] !== 0x41) fail('another kind of segment');
      const [address, end] = number(wasm, place + 2);
      const [length, start] = number(wasm, end + 1);
      out.push({ address, bytes: wasm.subarray(start, start + length) });
      place = start + length;
    }
    return out;
  }
  return fail('no data');
}

const parts = segments();
const last = parts.at(-1);
const memory = Buffer.alloc(last.address + last.bytes.length);
for (const { address, bytes } of parts) bytes.copy(memory, address);

/** Where the header of the tables is: its beginning says the version, the size of an instruction and of a pointer, and has its own size. */
function header() {
  const magic = Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]);
  for (let at = memory.indexOf(magic); at >= 0; at = memory.indexOf(magic, at + 1)) {
    if (Number(memory.readBigUInt64LE(at + 32)) === 72) return at;
  }
  return fail('no tables');
}

const base = header();
const field = (index) => Number(memory.readBigUInt64LE(base + 8 + 8 * index));
const [count, names, units, pairs, functions] = [0, 3, 4, 6, 7].map(field);
const table = memory.subarray(base + pairs, base + functions);
const used = new Uint8Array(table.length);

/** Marks a table of pairs, a difference of value and one of place each, as used. A difference of value that is 0 ends it, but as the first. */
function use(offset) {
  if (offset === 0) return;
  let at = offset;
  for (let first = true; ; first = false) {
    if (at >= table.length) fail('a table without end');
    const [value, next] = number(table, at);
    at = value === 0 && !first ? next : number(table, next)[1];
    if (value === 0 && !first) break;
  }
  used.fill(1, offset, at);
}

for (let i = 0; i < count; i++) {
  const f = base + functions + memory.readUInt32LE(base + functions + 8 * i + 4);
  if (memory.readUInt32LE(f) !== memory.readUInt32LE(base + functions + 8 * i)) fail('another layout of functions');
  use(memory.readUInt32LE(f + 16)); // the stack pointer
  const kinds = memory.readUInt32LE(f + 28);
  if (kinds > 8) fail('another layout of functions');
  for (let kind = 0; kind < kinds; kind++) use(memory.readUInt32LE(f + 44 + 4 * kind));
  memory.fill(0, f + 20, f + 28); // file, line
  memory.fill(0, f + 32, f + 40); // compilation unit, first line
}
for (let at = 0; at < table.length; at++) if (!used[at]) table[at] = 0;
memory.fill(0, base + units, base + pairs); // the names of files, and which unit has which


/** The names of functions, each ended by a zero. */
for (let at = base + names; at < base + units; ) {
  const end = memory.indexOf(0, at);
  if (end < 0 || end > base + units) break;
  if (!memory.toString('latin1', at, Math.min(end, at + 8)).startsWith('runtime.')) memory.fill(0, at, end);
  at = end + 1;
}

for (const { address, bytes } of parts) memory.copy(bytes, 0, address, address + bytes.length);
writeFileSync(to, wasm);
