import { expect, test } from "vitest";
import { cardMarks, tagMarks } from "./marks";

test.each([
  [[], []],
  [["round_the_clock", "smart", "newly_built"], ["新建", "24 小时", "智慧"]],
  [["small", "upgraded"], ["提升", "小型"]],
  [["of_next_year", "smart"], ["智慧"]],
])("a station tagged %j is marked %j", (tags, marks) => {
  expect(tagMarks({ tags }, "zh")).toEqual(marks);
});

test("a list tells worker homes from stations", () => {
  expect(cardMarks({ kind: "worker_home", tags: ["small", "newly_built"] }, "en")).toEqual(["Worker home", "New", "Small"]);
  expect(cardMarks({ kind: "union_station", tags: [] }, "en")).toEqual([]);
});
