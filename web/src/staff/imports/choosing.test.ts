import { expect, test } from "vitest";
import { leftOut, without, written } from "./choosing";

const counts = { new: 3, changed: 2, unchanged: 90, conflict: 1, wrong: 2 };

test("what is written and what is left out is counted before anything is done", () => {
  expect(written(counts, new Set([1]))).toBe(4);
  expect(leftOut(counts, new Set([1]))).toBe(4);
});

test("rows in the way are left out by their states, the unticked by their numbers", () => {
  expect(without(counts, new Set([9, 1]))).toEqual([1, 9, "conflict", "wrong"]);
  expect(without({ new: 1 }, new Set())).toEqual([]);
});
