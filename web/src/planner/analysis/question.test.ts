import { describe, expect, it } from "vitest";
import { USUAL, hourOfWeek, parametersOf, questionIn, searchOf, weekParametersOf, type Question } from "./question";

const FULL: Question = {
  radius_m: 500,
  when: 46,
  amenities: ["hot_water", "wifi"],
  kind: "union_station",
  round_the_clock: true,
  demand: "骑手 & 外卖",
};

describe("the question of an analysis", () => {
  it("comes back from an address as it was put there", () => {
    for (const question of [USUAL, FULL, { ...USUAL, when: "now" as const }, { ...FULL, when: 0 }]) {
      expect(questionIn(new URLSearchParams(searchOf(question).toString()))).toEqual(question);
    }
  });

  it("is the usual one where an address says nothing that can be understood", () => {
    for (const search of ["", "radius_m=-5&hour_of_week=168&kind=bank", "radius_m=x&hour_of_week=1.5", "amenities="]) {
      expect(questionIn(new URLSearchParams(search))).toEqual(USUAL);
    }
  });

  it("becomes the parameters of the server, without a moment for a week", () => {
    expect(parametersOf(FULL)).toEqual({
      radius_m: 500, open: undefined, hour_of_week: 46, amenities: "hot_water,wifi",
      kind: "union_station", round_the_clock: true, demand: "骑手 & 外卖",
    });
    expect(weekParametersOf(FULL)).not.toHaveProperty("hour_of_week");
    expect(parametersOf({ ...USUAL, when: "now" })).toMatchObject({ open: "now", hour_of_week: undefined });
  });

  it("counts the hours of a week from Monday", () => {
    expect(hourOfWeek(0)).toEqual({ day: 0, hour: 0 });
    expect(hourOfWeek(46)).toEqual({ day: 1, hour: 22 });
    expect(hourOfWeek(167)).toEqual({ day: 6, hour: 23 });
  });
});
