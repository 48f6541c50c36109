/**
 * Takes from a program that Go compiled to WebAssembly what only a stack trace reads: the file and line of each instruction, which calls
 * were inlined there, what the arguments are, and the names of functions but those of the runtime, which looks at them itself; and where a
 * thread may be interrupted, since here there is but one. Go has no flag for it, so this reads the tables that its runtime reads
 * (runtime/symtab.go: pcHeader, moduledata, _func; the table of pairs: step in the same file) and stops when they are not as it knows them.
 *
 * usage: without-lines.mjs FROM.wasm TO.wasm
 */
import { number, read, write } from './program.mjs';

const [from, to] = process.argv.slice(2);
const program = read(from);
const { memory } = program;

function fail(why) {
  throw new Error(`${from}: ${why}: read runtime/symtab.go`);
}

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

/** Whether the function whose name is there is one of the runtime, which looks at its own names. */
function named(offset) {
  const at = base + names + offset;
  return memory.toString('latin1', at, at + 8) === 'runtime.';
}

/** The address of what is known of functions beside the tables (moduledata.gofunc). */
function beside() {
  const pointer = Buffer.alloc(8);
  pointer.writeBigUInt64LE(BigInt(base));
  for (let at = memory.indexOf(pointer); at >= 0; at = memory.indexOf(pointer, at + 1)) {
    const word = (index) => Number(memory.readBigUInt64LE(at + 8 * index));
    if (at % 8 === 0 && word(1) === base + names && word(10) === base + pairs && word(16) === base + functions) return word(40);
  }
  return fail('no module');
}
const aside = beside();

// Kinds of tables and of data beside them (internal/abi/symtab.go: PCDATA, FUNCDATA).
const traced = { tables: [0, 2, 3], data: [3, 5, 6] }; // UnsafePoint, InlTreeIndex, ArgLiveIndex; InlTree, ArgInfo, ArgLiveInfo
const none = { table: 0, data: 0xffffffff };
const kept = new Set();
const dropped = new Set();

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
  if (!named(memory.readUInt32LE(f + 4))) memory.writeUInt32LE(0, f + 4);
  memory.fill(0, f + 20, f + 28); // file, line
  memory.fill(0, f + 32, f + 40); // compilation unit, first line
  details(f);
}

/** Drops what only a trace reads of what is known of a function. */
function details(f) {
  // Recovering from a panic looks through what was inlined in a wrapper (runtime/panic.go: gorecover), and nowhere else, since the
  // compiler inlines no function that recovers.
  const plain = memory[f + 40] === 0;
  const drops = (kinds, kind) => plain && kinds.includes(kind);
  const tables = memory.readUInt32LE(f + 28);
  if (tables > 8) fail('another layout of functions');
  for (let kind = 0; kind < tables; kind++) {
    const at = f + 44 + 4 * kind;
    if (drops(traced.tables, kind)) memory.writeUInt32LE(none.table, at);
    else use(memory.readUInt32LE(at));
  }
  for (let kind = 0; kind < memory[f + 43]; kind++) {
    const at = f + 44 + 4 * (tables + kind);
    const place = memory.readUInt32LE(at);
    if (place === none.data) continue;
    (drops(traced.data, kind) ? dropped : kept).add(place);
    if (drops(traced.data, kind)) memory.writeUInt32LE(none.data, at);
  }
}
for (let at = 0; at < table.length; at++) if (!used[at]) table[at] = 0;
memory.fill(0, base + units, base + pairs); // the names of files, and which unit has which

// What is known beside them ends where the next begins.
const places = [...new Set([...kept, ...dropped])].sort((a, b) => a - b);
places.forEach((place, i) => {
  if (!kept.has(place) && i + 1 < places.length) memory.fill(0, aside + place, aside + places[i + 1]);
});

// The names of functions, each ended by a zero.
for (let offset = 0; names + offset < units; ) {
  const at = base + names + offset;
  const end = memory.indexOf(0, at);
  if (end < 0 || end > base + units) break;
  if (!named(offset)) memory.fill(0, at, end);
  offset += end - at + 1;
}

write(to, program);
