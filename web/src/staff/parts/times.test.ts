import { expect, test } from "vitest";
import { dayBefore, dayOf, moment, startOfDay, useZone } from "./times";

test("an instant is shown in the district's zone, whatever the device's is", () => {
  useZone("Asia/Shanghai");
  expect(moment("2026-11-21T16:30:00Z", "zh")).toBe("2026-11-22 00:30");
  expect(dayOf(new Date("2026-11-21T16:30:00Z"))).toBe("2026-11-22");
  useZone("America/New_York");
  expect(moment("2026-11-21T16:30:00Z", "en")).toBe("2026-11-21 11:30");
});

test("a day begins at midnight of the district", () => {
  useZone("Asia/Shanghai");
  expect(startOfDay("2026-11-21", 0)).toBe("2026-11-20T16:00:00Z");
  expect(startOfDay("2026-11-21", 1)).toBe("2026-11-21T16:00:00Z");
  useZone("America/New_York");
  expect(startOfDay("2026-11-21", 0)).toBe("2026-11-21T05:00:00Z");
});

test("the day before the first of a month is the last of the month before", () => {
  expect(["2026-11-21", "2026-03-01", "2028-03-01", "2026-01-01"].map(dayBefore)).toEqual(["2026-11-20", "2026-02-28", "2028-02-29", "2025-12-31"]);
});
