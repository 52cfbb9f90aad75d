import { expect, test } from "vitest";
import type { StationOnTheWay } from "../../api/types";
import { station } from "../testing/stations";
import { extraMinutes, openFirst } from "./order";

const by = (code: string, walk_s: number, ebike_s = walk_s): StationOnTheWay => ({ ...station(code), detour: { distance_m: walk_s, walk_s, ebike_s } });

test("what is open on arrival comes first, although something closed is less out of the way", () => {
  const [shut, open, far] = [by("A", 0), by("B", 60), by("C", 300)];
  expect(openFirst([open, far], [shut, open]).map(({ code }) => code)).toEqual(["B", "C", "A"]);
});

test.each([
  [29, 29, "walk", 0],
  [30, 29, "walk", 1],
  [300, 100, "ebike", 2],
] as const)("%i s on foot and %i s by e-bike are told to who goes by %s as %i minutes", (walk_s, ebike_s, mode, minutes) => {
  expect(extraMinutes(by("A", walk_s, ebike_s), mode)).toBe(minutes);
});
