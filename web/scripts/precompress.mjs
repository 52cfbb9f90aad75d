// Puts a .br and a .gz beside every file of dist/ that they make smaller, so that the program
// serves them as they are and compresses nothing itself.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url).pathname;
const TEXT = /\.(html|js|mjs|css|json|svg|webmanifest|txt|xml)$/;
const WORTH_BYTES = 1024;

for (const name of readdirSync(DIST, { recursive: true, encoding: "utf8" })) {
  const path = join(DIST, name);
  if (!TEXT.test(name) || statSync(path).size < WORTH_BYTES) continue;
  const plain = readFileSync(path);
  const hint = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  keep(`${path}.br`, brotliCompressSync(plain, { params: hint }), plain);
  keep(`${path}.gz`, gzipSync(plain, { level: 9 }), plain);
}

/** @param {string} path @param {Buffer} packed @param {Buffer} plain */
function keep(path, packed, plain) {
  if (packed.length < plain.length) writeFileSync(path, packed);
}
