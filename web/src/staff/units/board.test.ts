import { expect, test } from "vitest";
import { sorted, type Column, type Marks, type Unit } from "./board";

const unit = (name: string, marks: Partial<Marks>): Unit => ({
  unit: name, name,
  marks: [{ stations: 0, completeness: null, freshness: null, tasks: 0, verification: null, reports: 0, decided: 0, median_hours: null, handling: null, score: null, ...marks }],
});
const UNITS = [unit("U10", { stations: 3, score: 80 }), unit("U2", { stations: 9, score: null }), unit("U1", { stations: 3, score: 95 })];

test.each<[Column, boolean, string[]]>([
  ["name", false, ["U1", "U2", "U10"]],
  ["name", true, ["U10", "U2", "U1"]],
  ["score", true, ["U1", "U10", "U2"]],
  ["score", false, ["U10", "U1", "U2"]],
  ["stations", true, ["U2", "U1", "U10"]],
])("by %s, descending: %s", (column, descending, names) => {
  expect(sorted(UNITS, column, descending).map(({ name }) => name)).toEqual(names);
});
