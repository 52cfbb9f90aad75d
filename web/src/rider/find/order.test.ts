import { expect, test } from "vitest";
import { travelling } from "../testing/stations";
import { orderForRider } from "./order";

const codes = (stations: { code: string }[]): string => stations.map(({ code }) => code).join(" ");

test("what is open on arrival comes first, although something closed is nearer", () => {
  const [near, middle, far] = [travelling("A", 60, 20, 60), travelling("B", 120, 40, 120), travelling("C", 300, 90, 300)];
  const ordered = orderForRider([far, middle], [near, middle, far], "walk");
  expect(codes(ordered.onArrival)).toBe("B C");
  expect(codes(ordered.otherwise)).toBe("A");
});

test.each([
  ["walk", "A B"],
  ["ebike", "B A"],
] as const)("going by %s decides the order: %s", (mode, expected) => {
  const [a, b] = [travelling("A", 100, 90, 100), travelling("B", 200, 30, 110)];
  expect(codes(orderForRider([b, a], [], mode).onArrival)).toBe(expected);
});

test("the same time is settled by the distance, and the same distance by the code", () => {
  const same = [travelling("C", 60, 20, 50), travelling("B", 60, 20, 50), travelling("A", 60, 20, 51)];
  expect(codes(orderForRider(same, [], "walk").onArrival)).toBe("B C A");
});

test("a station stands in one group only, and the answers are left as they were", () => {
  const [a, b] = [travelling("A", 60, 20, 60), travelling("B", 30, 10, 30)];
  const open = [a, b];
  const ordered = orderForRider(open, [a, b], "walk");
  expect(ordered.otherwise).toEqual([]);
  expect(codes(open)).toBe("A B");
});
