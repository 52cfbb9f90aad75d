import { expect, test } from "vitest";
import { hoursLines } from "./hours_lines";

test.each<[string, string[]]>([
  ["24/7", ["每天 全天"]],
  ["Mo-Fr 08:30-11:00,13:30-17:00; Sa,Su off", ["周一至周五 08:30–11:00，13:30–17:00", "周六至周日 不开放"]],
  ["Mo-Su 20:00-06:00; PH off", ["每天 20:00–次日06:00", "法定节假日 不开放"]],
  ["Mo 09:00-12:00", ["周一 09:00–12:00", "周二至周日 不开放"]],
  ["sunrise-sunset", ["sunrise-sunset"]],
  ["Mo-Su 09:00-17:00; 2026 Oct 01 off", ["Mo-Su 09:00-17:00; 2026 Oct 01 off"]],
])("%s is told as a door tells it", (hours, lines) => {
  expect(hoursLines(hours, "zh")).toEqual(lines);
});
