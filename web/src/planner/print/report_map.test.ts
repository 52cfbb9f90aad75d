import { expect, it } from "vitest";
import { USUAL } from "../analysis/question";
import { createReportMap, reportMapAddress } from "./report_map";

it("asks for the map of the same question, with the sites that were found", () => {
  expect(reportMapAddress(USUAL, [])).toBe("/api/v1/coverage/map.png?radius_m=1000&size=520x560%402x");
  const site = { lon: 116.4, lat: 39.9, gain: 12 };
  const address = new URL(reportMapAddress({ ...USUAL, when: "now", demand: "night" }, [site, site]), "http://x");
  expect(Object.fromEntries(address.searchParams)).toEqual({
    radius_m: "1000",
    open: "now",
    demand: "night",
    size: "520x560@2x",
    markers: "116.4,39.9|116.4,39.9",
  });
  const many = new URL(reportMapAddress(USUAL, Array.from({ length: 70 }, () => site)), "http://x");
  expect(many.searchParams.get("markers")?.split("|")).toHaveLength(50);
});

it("lets who prints wait until the map is there or known not to be", async () => {
  const map = createReportMap();
  const first = map.want("/one");
  expect(map.address.value).toBe("/one");
  map.settle(true);
  await first;
  await map.want("/one");
  const second = map.want("/two");
  map.settle(false);
  await second;
  expect(map.address.value).toBeUndefined();
});
