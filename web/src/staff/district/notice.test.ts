import { expect, test } from "vitest";
import { rowsOf, runsOf, tableOf, weeksOf, type NoticeDay } from "./notice";

const day = (date: string, zh: string, kind = "off"): NoticeDay => ({ date, kind, name: { zh, en: `${zh} in English` } });

test.each<[string[], string]>([
  [[], ""],
  [["2026-01-02", "2026-01-01", "2026-01-03"], "2026-01-01~2026-01-03"],
  [["2026-02-27", "2026-02-28", "2026-03-01", "2026-12-31"], "2026-02-27~2026-03-01 2026-12-31"],
])("the days %j are written %j", (days, runs) => {
  expect(runsOf(days)).toBe(runs);
});

test("a notice becomes lines, and lines the table that the server reads", () => {
  const rows = rowsOf([day("2027-01-01", "元旦"), day("2027-01-03", "元旦", "workday"), day("2027-05-01", "五一")]);
  expect(rows).toEqual([
    { zh: "元旦", en: "元旦 in English", off: "2027-01-01", work: "2027-01-03" },
    { zh: "五一", en: "五一 in English", off: "2027-05-01", work: "" },
  ]);
  const table = tableOf([...rows, { zh: " ", en: "", off: "", work: "" }, { zh: 'a "b"', en: "", off: "1月1日", work: "" }]);
  expect(table.split("\n")).toEqual([
    '"节日","英文名","放假","上班"',
    '"元旦","元旦 in English","2027-01-01","2027-01-03"',
    '"五一","五一 in English","2027-05-01",""',
    '"a ""b""","","1月1日",""',
  ]);
});

test("a month is told in weeks from Monday on", () => {
  const weeks = weeksOf(2026, 2);
  expect(weeks.map((week) => week.map((each) => each?.day ?? 0))).toEqual([
    [0, 0, 0, 0, 0, 0, 1], [2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14, 15], [16, 17, 18, 19, 20, 21, 22], [23, 24, 25, 26, 27, 28, 0],
  ]);
  expect(weeks[0]?.[6]).toEqual({ date: "2026-02-01", day: 1, isWeekend: true });
  expect(weeksOf(2024, 2).flat().filter(Boolean)).toHaveLength(29);
});
