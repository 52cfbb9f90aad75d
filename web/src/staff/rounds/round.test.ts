import { expect, test } from "vitest";
import { daysBetween } from "./round";

test.each([
  ["2026-11-21", "2026-11-21", 0],
  ["2026-11-21", "2026-12-31", 40],
  ["2026-11-21", "2026-11-20", -1],
])("from %s to %s it is %i days", (from, until, days) => {
  expect(daysBetween(from, until)).toBe(days);
});
