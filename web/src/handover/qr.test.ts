import { expect, test } from "vitest";
import { qrSvg } from "./qr";

test("a link becomes a square picture of black on white that names no other address", () => {
  const svg = qrSvg("https://yizhan.example/s/LZ-1");
  expect(svg.slice(0, 80)).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (\d+) \1">/);
  expect(svg.match(/<(?!\/)\w+|fill="[^"]*"/g)).toEqual(["<svg", "<rect", 'fill="#fff"', "<path", 'fill="#000"']);
});

test("a text cannot break out of the picture", () => {
  expect(qrSvg('"><script>alert(1)</script>').includes("script")).toBe(false);
});
