import { expect, test } from "vitest";
import { fitted, smallJpeg } from "./photo";

test("a picture is scaled down until its longer side fits, and never up", () => {
  for (const [given, kept] of [
    [[4000, 3000], [1600, 1200]],
    [[3000, 4000], [1200, 1600]],
    [[1600, 1600], [1600, 1600]],
    [[640, 480], [640, 480]],
    [[20_000, 3], [1600, 1]],
  ] as const) {
    const { width, height } = fitted(given[0], given[1]);
    expect([width, height]).toEqual(kept);
  }
});

test("what is no picture is none", async () => {
  expect(await smallJpeg(new Blob(["no picture"]))).toBeUndefined();
});
