import { expect, test } from "vitest";
import { before, lastDay, quarterOf } from "./quarter";

test.each([
  ["2026-01-01", "2026-Q1", "2026-03-31"],
  ["2026-06-30", "2026-Q2", "2026-06-30"],
  ["2026-11-21", "2026-Q4", "2026-12-31"],
])("%s lies in %s, which ends on %s", (day, quarter, last) => {
  expect(quarterOf(day)).toBe(quarter);
  expect(lastDay(quarter)).toBe(last);
});

test("quarters are counted back over the years", () => {
  expect([0, 3, 4].map((quarters) => before("2026-Q4", quarters))).toEqual(["2026-Q4", "2026-Q1", "2025-Q4"]);
});
