import { expect, test } from "vitest";
import { readWeek, tell, weekAndHour, type ToldWeek } from "./week";

const fresh: ToldWeek = { week: "2026-11-16", id: "a", cells: [], hours: [] };

test.each([
  ["2026-11-16T00:00:00+08:00", "2026-11-16", 0],
  ["2026-11-21T19:50:00+08:00", "2026-11-16", 139],
  ["2026-11-22T23:59:00+08:00", "2026-11-16", 167],
  ["2026-01-01T08:00:00+08:00", "2025-12-29", 80],
])("%s is in the week of %s, in its hour %i", (now, week, hour_of_week) => {
  expect(weekAndHour(now)).toEqual({ week, hour_of_week });
});

test("what is told is the cell, the hour and whether something was found, once", () => {
  const first = tell(fresh, "x", 5, true);
  expect(first?.sighting).toEqual({ id: "a", cell: "x", hour_of_week: 5, found: true });
  expect(tell(first?.told ?? fresh, "x", 5, false)).toBeUndefined();
  expect(tell(first?.told ?? fresh, "x", 6, false)?.told.cells).toEqual(["x"]);
});

test("a fifth cell stays on the phone, and the four go on", () => {
  let told = fresh;
  for (const cell of ["a", "b", "c", "d"]) told = tell(told, cell, 1, true)?.told ?? told;
  expect(told.cells).toHaveLength(4);
  expect(tell(told, "e", 1, true)).toBeUndefined();
  expect(tell(told, "a", 2, true)).toBeDefined();
});

test("the name lasts as long as its week", () => {
  expect(readWeek({ ...fresh, cells: ["x", 3] }, "2026-11-16")).toEqual({ ...fresh, cells: ["x"] });
  expect(readWeek(fresh, "2026-11-23")).toBeUndefined();
  expect(readWeek("nonsense", "2026-11-16")).toBeUndefined();
});
