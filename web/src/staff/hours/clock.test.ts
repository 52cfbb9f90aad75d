import { expect, test } from "vitest";
import { readClock } from "./clock";

test.each([
  ["8:30", 510], ["08:30", 510], ["0830", 510], ["830", 510], ["8", 480], ["8点", 480], ["8点30分", 510], ["８：３０", 510],
  ["24:00", 1440], ["24:01", undefined], ["8:60", undefined], ["", undefined], ["abc", undefined],
])("%s", (typed, minute) => {
  expect(readClock(typed)).toBe(minute);
});
