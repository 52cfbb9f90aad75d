import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MIN, isSound, readHours, spanProblem, writeHours, type HoursForm, type Span } from "./form";

/** Spans of a day in steps of five minutes: in order, apart, the last one perhaps into the night. */
const spans = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 287 }), { minLength: 0, maxLength: 6 }),
    fc.integer({ min: 0, max: 287 }),
    fc.boolean(),
  )
  .map(([marks, night, hasNight]): Span[] => {
    const sorted = [...marks].sort((a, b) => a - b);
    const found: Span[] = [];
    for (let at = 0; at + 1 < sorted.length; at += 2) {
      found.push({ from: (sorted[at] ?? 0) * 5, to: (sorted[at + 1] ?? 0) * 5 });
    }
    const last = found.at(-1);
    if (hasNight && last !== undefined) last.to = DAY_MIN + night * 5;
    return found.filter((_, at) => spanProblem(found.slice(0, at + 1)) === undefined);
  })
  .filter((found) => spanProblem(found) === undefined);

const day = fc.date({ min: new Date("2026-01-01"), max: new Date("2029-12-31"), noInvalidDate: true });

const form: fc.Arbitrary<HoursForm> = fc.record({
  week: fc.array(fc.oneof(spans, fc.constant<Span[]>([{ from: 0, to: DAY_MIN }])), { minLength: 7, maxLength: 7 }),
  holidays: fc.oneof(fc.constant<"as_weekday">("as_weekday"), spans),
  exceptions: fc.array(
    fc.tuple(day, day, spans).map(([one, other, held]) => {
      const [first = "", last = ""] = [one, other].map((each) => each.toISOString().slice(0, 10)).sort();
      return { first, last, spans: held };
    }),
    { maxLength: 3 },
  ),
});

test("a form that is written and read again is the same form", () => {
  fc.assert(
    fc.property(form, (made) => {
      expect(isSound(made)).toBe(true);
      expect(readHours(writeHours(made))).toEqual(made);
    }),
    { numRuns: 2000 },
  );
  // Thousands of forms take longer than a test may on a busy machine.
}, 60_000);

test("no text makes the reader throw, and what it opens it can write so that it reads the same", () => {
  const piece = fc.constantFrom("Mo", "-", "Fr", ",", " ", "PH", "off", "24/7", "08:00", "18:00", ";", "2026 Feb 10", "Feb", "||", '"x"', "24:00");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const read = readHours(pieces.join(""));
      if (read !== undefined) expect(readHours(writeHours(read))).toEqual(read);
    }),
    { numRuns: 3000 },
  );
});

describe("the form is written as people of the field write", () => {
  test.each([
    ["24/7"],
    ["off"],
    ["Mo-Su 08:30-17:30"],
    ["Mo-Fr 08:30-12:00,13:30-17:30; PH off"],
    ["Mo-Fr 09:00-17:00; Sa 10:00-16:00; PH off"],
    ["Mo-Su 18:00-08:00"],
    ["Mo-Su 06:00-24:00"],
    ["Tu-Su 09:00-17:30; PH 10:00-16:00"],
    ["Mo-Fr 09:00-17:00; 2026 Feb 14-2026 Feb 23 off; 2026 Dec 31 09:00-12:00"],
    ["24/7; 2026 Feb 16 off"],
  ])("%s", (text) => {
    const read = readHours(text);
    expect(read).toBeDefined();
    expect(read && writeHours(read)).toBe(text);
  });
});

describe("other ways to say the same are understood", () => {
  test.each([
    ["08:00-20:00", "Mo-Su 08:00-20:00"],
    ["Mo,Tu,We,Th,Fr 9:00-17:00", "Mo-Fr 09:00-17:00"],
    ["Sa-Mo 10:00-12:00", "Mo,Sa-Su 10:00-12:00"],
    ["Mo-Su 00:00-24:00", "24/7"],
    ["Mo-Su 08:00-18:00; We off", "Mo-Tu,Th-Su 08:00-18:00"],
    ["Mo-Su 22:00-26:00", "Mo-Su 22:00-02:00"],
    ["Mo-Su,PH 09:00-17:00", "Mo-Su 09:00-17:00; PH 09:00-17:00"],
    ["Mo-Fr 09:00-17:00;PH closed", "Mo-Fr 09:00-17:00; PH off"],
    ["Mo-Fr 09:00-17:00; 2026 Feb 14-23 off", "Mo-Fr 09:00-17:00; 2026 Feb 14-2026 Feb 23 off"],
    ["Mo-Fr 09:00-17:00; 2026 Feb 14-Mar 02 off", "Mo-Fr 09:00-17:00; 2026 Feb 14-2026 Mar 02 off"],
  ])("%s", (text, written) => {
    const read = readHours(text);
    expect(read && writeHours(read)).toBe(written);
  });
});

test.each([
  "Apr-Oct 08:00-20:00; Nov-Mar 09:00-18:00",
  "PH off; Mo-Fr 09:00-17:00",
  "PH off",
  "Mo-Fr 09:00-17:00, Sa 10:00-12:00",
  'Mo-Fr 09:00-17:00 "by appointment"',
  "Mo-Fr sunrise-sunset",
  "Mo-Fr 09:00-17:00 || unknown",
  "Mo[1] 09:00-17:00",
  "SH 09:00-17:00",
  "week 1-20 Mo-Fr 09:00-17:00",
  "Mo-Fr 09:00-17:00; 2026 Feb 14 off; Sa 09:00-12:00",
  "Mo-Fr 09:00-12:00,11:00-17:00",
  "Mo-Fr 08:00-08:00",
  "Mo-Fr 09:00+",
  "Mo-Fr 09:60-17:00",
  "2026 Feb 30 off",
  "",
])("what the form cannot hold stays text: %s", (text) => {
  expect(readHours(text)).toBeUndefined();
});

test("nearly every text of the ledger that ships opens in the form", () => {
  const ledger = readFileSync(resolve(import.meta.dirname, "../../../../data/stations.csv"), "utf8");
  const [header = "", ...lines] = ledger.trim().split("\n");
  const column = header.split(",").indexOf("opening_hours");
  const cells = (line: string): string[] => Array.from(line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g), (cell) => cell[1] ?? "");
  const texts = lines.map((line) => (cells(line)[column] ?? "").replaceAll('"', "")).filter((text) => text !== "");
  const opened = texts.filter((text) => readHours(text) !== undefined);
  expect(texts.length).toBeGreaterThan(2000);
  expect(opened.length / texts.length).toBeGreaterThan(0.98);
});
