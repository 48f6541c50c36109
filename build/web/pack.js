/**
 * Packs what a database gave at once, for a program in WebAssembly: each thing that it takes over by itself costs several calls and a piece of
 * garbage on both sides. For each item there is the length of its key and of its value, four bytes each with the lowest first, the key, and
 * the value. A key is [bucket, key], of which the bucket is known, and in ASCII. See indexeddb.go.
 */
globalThis.verwoordPack = (keys, values) => {
  let size = 0;
  keys.forEach(([, key], i) => (size += 8 + key.length + values[i].length));
  const packed = new Uint8Array(size);
  const numbers = new DataView(packed.buffer);
  let at = 0;
  keys.forEach(([, key], i) => {
    numbers.setUint32(at, key.length, true);
    numbers.setUint32(at + 4, values[i].length, true);
    at += 8;
    for (let j = 0; j < key.length; j++) packed[at++] = key.charCodeAt(j);
    packed.set(values[i], at);
    at += values[i].length;
  });
  keys.length = values.length = 0; // the program lets go of them when it next collects garbage
  return packed;
};
