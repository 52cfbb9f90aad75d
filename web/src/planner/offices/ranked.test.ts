import { expect, it } from "vitest";
import { ranked } from "./ranked";

const split = (total: number, covered: number) => ({
  total, covered, hours_unknown: 0, closed: 0, no_station: total - covered, covered_share: total > 0 ? covered / total : null,
});
const office = (name: string, people: number, covered: number) => ({
  code: name, name,
  figures: {
    people: split(people, covered), area_m2: split(10, 5), stations: { open: 1, hours_unknown: 0, closed: 0 },
    stations_per_10000_people: null, distance: null,
  },
});

it("sorts offices by a column both ways, those without a value last", () => {
  const offices = [office("b", 10, 5), office("a", 0, 0), office("c", 10, 9)];
  const names = (by: Parameters<typeof ranked>[1], isDown: boolean): string => ranked(offices, by, isDown).map(({ name }) => name).join("");
  expect(names("share", true)).toBe("cba");
  expect(names("share", false)).toBe("bca");
  expect(names("uncovered", true)).toBe("bca");
  expect(names("name", false)).toBe("abc");
});
