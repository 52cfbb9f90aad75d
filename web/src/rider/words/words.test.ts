import { describe, expect, test } from "vitest";
import { open, travelling } from "../testing/stations";
import { dayWords, momentWords, weekdayWords } from "./dates";
import { freshness } from "./freshness";
import { hoursWords } from "./hours_words";
import { arrivalAt, closesBefore, stateAt, toneOf } from "./openness";
import { distanceWords, durationWords } from "./travel_words";

test.each([
  [3, "10 米", "10 m"],
  [76.4, "80 米", "80 m"],
  [994, "990 米", "990 m"],
  [996, "1.0 公里", "1.0 km"],
  [12_340, "12.3 公里", "12.3 km"],
  [123_400, "123 公里", "123 km"],
])("%f metres are %s, %s", (distance_m, zh, en) => {
  expect(distanceWords(distance_m, "zh")).toBe(zh);
  expect(distanceWords(distance_m, "en")).toBe(en);
});

test.each([
  [0, "1 分钟", "1 min"],
  [60, "1 分钟", "1 min"],
  [61, "2 分钟", "2 min"],
  [3599, "1 小时 0 分", "1 h 0 min"],
  [4000, "1 小时 7 分", "1 h 7 min"],
])("%i seconds are %s, %s", (duration_s, zh, en) => {
  expect(durationWords(duration_s, "zh")).toBe(zh);
  expect(durationWords(duration_s, "en")).toBe(en);
});

describe("how old the facts are", () => {
  test.each([
    [{ verified_on: "2026-11-21" }, "今天核验", false],
    [{ verified_on: "2026-11-20" }, "昨天核验", false],
    [{ verified_on: "2026-10-01" }, "51 天前核验", false],
    [{ verified_on: "2026-06-21" }, "5 个月前核验", false],
    [{ verified_on: "2026-05-17" }, "6 个月前核验", true],
    [{ verified_on: "2025-11-01" }, "一年多没核验，可能有变", true],
    [{}, "未核验，到前请留意", true],
    [{ verified_on: "2026-05-17", confirmed_on: "2026-11-21" }, "今天有人确认", false],
    [{ verified_on: "2026-11-20", confirmed_on: "2026-11-01" }, "昨天核验", false],
    [{ verified_on: "2026-11-20", needs_check: false }, "昨天核验", false],
    [{ verified_on: "2026-11-20", needs_check: true }, "待核实：近日有多位骑手反馈没开门", true],
  ])("%o: %s", (checked, text, old) => {
    expect(freshness(checked, "2026-11-21", "zh")).toEqual({ text, old });
  });
});

describe("a state at another minute", () => {
  const closing = open({ until: "2026-11-21T20:00:00+08:00", then: "closed", minutes_left: 10 });
  test.each([
    ["2026-11-21T19:59:00+08:00", "open"],
    ["2026-11-21T20:00:00+08:00", "closed"],
    ["2026-11-21T12:00:00Z", "closed"],
  ])("at %s it is %s", (when, state) => {
    expect(stateAt(closing, new Date(when))).toBe(state);
    expect(closesBefore(closing, new Date(when))).toBe(state === "closed");
  });
  test("what never changes stays as it is, and what nobody knows is unknown", () => {
    expect(stateAt(open(), new Date("2027-01-01T00:00:00Z"))).toBe("open");
    expect(stateAt(open({ until: "2026-11-21T20:00:00+08:00" }), new Date("2027-01-01T00:00:00Z"))).toBe("unknown");
  });
  test("arrival is by the way that is taken", () => {
    const now = new Date("2026-11-21T11:50:00Z");
    const station = travelling("A", 600, 180, 400);
    expect(arrivalAt(station, "walk", now).toISOString()).toBe("2026-11-21T12:00:00.000Z");
    expect(arrivalAt(station, "ebike", now).toISOString()).toBe("2026-11-21T11:53:00.000Z");
  });
});

test.each([
  [open(), "open"],
  [open({ then: "closed", minutes_left: 30 }), "soon"],
  [open({ then: "closed", minutes_left: 31 }), "open"],
  [open({ then: "unknown", minutes_left: 5 }), "open"],
  [open({ state: "closed" }), "shut"],
  [open({ state: "temporarily_closed" }), "shut"],
  [open({ state: "unknown" }), "unsure"],
])("%o looks %s", (state, tone) => {
  expect(toneOf(state)).toBe(tone);
});

test.each([
  ["24/7", "24 小时", "24 hours"],
  ["Mo-Su 08:30-11:00,13:30-17:00", "每天 8:30–11:00、13:30–17:00", "daily 8:30–11:00, 13:30–17:00"],
  ["Mo-Fr 09:00-18:00; PH off", "周一至周五 9:00–18:00；节假日不开", "Mon–Fri 9:00–18:00; holidays closed"],
  ["Sa,Su 22:00-26:00", "周六、周日 22:00–2:00", "Sat, Sun 22:00–2:00"],
  ["08:00-24:00", "每天 8:00–24:00", "daily 8:00–24:00"],
  ["week 1-10 Mo 08:00-12:00", "week 1-10 Mo 08:00-12:00", "week 1-10 Mo 08:00-12:00"],
])("the hours %s are said: %s", (hours, zh, en) => {
  expect(hoursWords(hours, "zh")).toBe(zh);
  expect(hoursWords(hours, "en")).toBe(en);
});

test("days are told without the year when it is this one", () => {
  expect(dayWords("2026-01-02", "2026-11-21", "zh")).toBe("1月2日");
  expect(dayWords("2025-01-02", "2026-11-21", "zh")).toBe("2025年1月2日");
  expect(dayWords("2025-01-02", "2026-11-21", "en")).toBe("2 Jan 2025");
  expect(weekdayWords("2026-11-21", "zh")).toBe("周六");
});

test("a moment is told in the district's zone, whatever the device is set to", () => {
  const moment = new Date("2026-11-21T16:05:00Z");
  expect(momentWords(moment, moment, "Asia/Shanghai", "zh")).toBe("11月22日 00:05");
  expect(momentWords(moment, moment, "Asia/Shanghai", "en")).toBe("22 Nov 00:05");
});
