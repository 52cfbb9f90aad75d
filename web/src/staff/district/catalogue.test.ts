import { expect, test } from "vitest";
import { givenIn, givenOf, moved, NEW_ROW, rowsOf, type AmenityEntry } from "./catalogue";

const AED: AmenityEntry = { key: "aed", zh: "AED", en: "AED", synonyms: ["除颤仪", "自动体外除颤器"], icon: "aed", retired: false };

test("a catalogue becomes lines, and lines what the server reads", () => {
  const rows = rowsOf([AED, { ...AED, key: "sofa", zh: "沙发", synonyms: [], retired: true }]);
  expect(rows[0]).toEqual({ ...AED, synonyms: "除颤仪 自动体外除颤器", isNew: false });
  expect(givenOf(rows)).toEqual([AED, { ...AED, key: "sofa", zh: "沙发", synonyms: [], retired: true }]);
  const line = { ...NEW_ROW, key: " tea ", zh: "茶", synonyms: " 热茶、茶水,凉茶 " };
  expect(givenOf([line])).toEqual([{ key: "tea", zh: "茶", icon: "other", retired: false, synonyms: ["热茶", "茶水", "凉茶"] }]);
});

test.each<[number, -1 | 1, string]>([[0, 1, "bac"], [2, -1, "acb"], [0, -1, "abc"], [2, 1, "abc"]])("line %i moved by %i gives %s", (at, by, order) => {
  expect(moved(["a", "b", "c"], at, by).join("")).toBe(order);
});

test("a file that is no catalogue is none", () => {
  expect(givenIn(JSON.stringify({ amenities: [AED] }))).toEqual([AED]);
  for (const file of ["", "[]", "{}", '{"amenities": 1}']) expect(givenIn(file)).toBeUndefined();
});
