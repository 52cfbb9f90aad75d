import { expect, test } from "vitest";
import type { Facts } from "../../account/api";
import { afterChange, answered, bodyOf, goneBody, isAnswered, lookedOf, LOOKED, newVisit, type Looked, type Visit } from "./visit";

const FACTS: Facts = {
  name: "湖心驿站", address: "湖边 1 号", lat: 30.5, lon: 115.9, opening_hours: "24/7", access: ["open_door"], phone: null, microwave: "yes", toilet: null,
};
const AMENITIES = ["microwave", "toilet"];
const NOW = "2026-11-21T12:00:00.000Z";
const allRight = (): Visit => ({ ...newVisit(), verdicts: Object.fromEntries(LOOKED.map((looked) => [looked, "right"])) });
const wrong = (looked: Looked, instead: Facts): Visit => ({ ...allRight(), verdicts: { ...allRight().verdicts, [looked]: "wrong" }, instead });

test("a visit that finds all as told confirms everything and corrects nothing", () => {
  expect(answered(newVisit(), FACTS, AMENITIES)).toBe(0);
  expect(answered(allRight(), FACTS, AMENITIES)).toBe(LOOKED.length);
  expect(bodyOf("LZ-1", allRight(), FACTS, AMENITIES, undefined, NOW)).toEqual({ station: "LZ-1", found: "there", confirmed: [...LOOKED], seen_at: NOW });
});

test.each<[what: string, looked: Looked, instead: Facts, isDone: boolean]>([
  ["another name", "name", { name: "湖心岛驿站" }, true],
  ["no name", "name", { name: " " }, false],
  ["the very same name", "name", { name: "湖心驿站" }, false],
  ["no telephone where there was none", "phone", { phone: "" }, false],
  ["a telephone", "phone", { phone: "64000000" }, true],
  ["a broken microwave", "amenities", { microwave: "out_of_order" }, true],
  ["a toilet that is new", "amenities", { microwave: "yes", toilet: "yes" }, true],
  ["no amenity that is another", "amenities", { microwave: "yes" }, false],
  ["where one stands", "position", { lat: 30.5002, lon: 115.9 }, true],
  ["nothing at all", "opening_hours", {}, false],
])("that something is wrong is said by what is right: %s", (_, looked, instead, isDone) => {
  expect(isAnswered(wrong(looked, instead), FACTS, looked, AMENITIES)).toBe(isDone);
});

test("only what is another is sent, a position with both coordinates and their datum", () => {
  const visit: Visit = {
    verdicts: { ...allRight().verdicts, position: "wrong", amenities: "wrong" },
    instead: { lat: 30.5002, lon: 115.9, microwave: "out_of_order", toilet: null, name: "not asked for" },
    note: " 门朝南 ",
  };
  const stood = { lat: 30.5002, lon: 115.9, accuracy_m: 8.04 };
  expect(bodyOf("LZ-1", visit, FACTS, AMENITIES, stood, NOW)).toEqual({
    station: "LZ-1", found: "there", confirmed: ["name", "address", "opening_hours", "access", "phone"],
    corrected: { lat: 30.5002, lon: 115.9, datum: "wgs84", microwave: "out_of_order" },
    lat: 30.5002, lon: 115.9, datum: "wgs84", accuracy_m: 8, note: "门朝南", seen_at: NOW,
  });
});

test("a station that is not there needs words and confirms nothing", () => {
  expect(goneBody("LZ-2", " 改成便利店了 ", undefined, NOW)).toEqual({ station: "LZ-2", found: "not_there", note: "改成便利店了", seen_at: NOW });
});

test("what somebody else has changed meanwhile is looked at once more, the rest stays said", () => {
  const { visit, again } = afterChange(allRight(), FACTS, { ...FACTS, toilet: "yes", lon: 115.91 }, AMENITIES);
  expect(again).toEqual(["position", "amenities"]);
  expect(answered(visit, FACTS, AMENITIES)).toBe(LOOKED.length - 2);
});

test("what the server finds wrong is shown where it was said", () => {
  expect(["lon", "toilet", "opening_hours", "note"].map((field) => lookedOf(field, AMENITIES))).toEqual(["position", "amenities", "opening_hours", undefined]);
});
