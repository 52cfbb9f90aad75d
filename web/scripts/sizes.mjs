// What a phone loads before the first list: the page, and the scripts and styles that it names.
// `make check` fails when that is more than a phone with two bars of signal should wait for.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
/** Compressed, KiB. */
const AT_MOST_KIB = 120;

const html = readFileSync(new URL("index.html", DIST), "utf8");
const named = Array.from(html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g), (match) => match[1] ?? "");
let total = 0;
for (const path of ["index.html", ...named]) {
  const bytes = gzipSync(readFileSync(new URL(path, DIST)), { level: 9 }).length;
  total += bytes;
  console.log(`${(bytes / 1024).toFixed(1).padStart(7)} KiB  ${path}`);
}
console.log(`${(total / 1024).toFixed(1).padStart(7)} KiB  before the first list, of ${String(AT_MOST_KIB)}`);
if (total > AT_MOST_KIB * 1024) process.exit(1);
