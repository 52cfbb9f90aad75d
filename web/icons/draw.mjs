// Draws the icons in public/ from mark.svg: `npm run icons`. The pictures are committed, so that
// a build needs no browser. YIZHAN_CHROMIUM names the browser where it is not /usr/bin/chromium.
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const mark = readFileSync(new URL("mark.svg", import.meta.url), "utf8");
// The system cuts these to its own shape: ground to the edges, mark within the inner 80 %.
const bleeding = mark
  .replace(' rx="112"', "")
  .replace('<g id="mark">', '<g transform="translate(256 256) scale(.78) translate(-256 -256)">');

const browser = await chromium.launch({
  executablePath: process.env.YIZHAN_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();

/**
 * @param {string} svg
 * @param {number} size Width and height, pixels.
 */
async function drawn(svg, size) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}

/**
 * @param {string} name
 * @param {string | Buffer} bytes
 */
function write(name, bytes) {
  writeFileSync(new URL(`../public/${name}`, import.meta.url), bytes);
}

write("favicon.svg", mark);
write("icons/192.png", await drawn(mark, 192));
write("icons/512.png", await drawn(mark, 512));
write("icons/maskable-512.png", await drawn(bleeding, 512));
write("apple-touch-icon.png", await drawn(bleeding, 180));
write("favicon.ico", ico(await drawn(mark, 32), 32));
await browser.close();

/**
 * An icon file that holds one PNG: a header, one entry of the directory, the picture.
 *
 * @param {Buffer} png
 * @param {number} size Width and height, pixels; below 256.
 */
function ico(png, size) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}
