import { expect, test } from "vitest";
import { arrangement, isArranged, moved } from "./arrange";

const photo = (key: string, caption = "", taken_on: string | null = null) => ({ key, caption, credit: "", taken_on, width_px: 4, height_px: 3 });

test.each([
  [0, 1, "bac"],
  [2, -1, "acb"],
  [0, -1, "abc"],
  [2, 1, "abc"],
] as const)("the photo at %i moved by %i", (at, by, order) => {
  expect(moved(["a", "b", "c"], at, by).join("")).toBe(order);
});

test("the server is told keys and words, and no day where there is none", () => {
  expect(arrangement([photo("a", " 北门 ", "2026-11-20"), photo("b")])).toEqual([
    { key: "a", caption: "北门", credit: "", taken_on: "2026-11-20" },
    { key: "b", caption: "", credit: "" },
  ]);
});

test("another order, other words and one less are changes; a day that is empty is none", () => {
  const now = [photo("a"), photo("b")];
  expect(isArranged(now, [photo("a", "", ""), photo("b")])).toBe(true);
  for (const wanted of [[photo("b"), photo("a")], [photo("a", "x"), photo("b")], [photo("a")]]) {
    expect(isArranged(now, wanted)).toBe(false);
  }
});
