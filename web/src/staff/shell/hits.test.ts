import { expect, test } from "vitest";
import { narrowed, placeHits, type Hit } from "./hits";

const PAGES: Hit[] = [{ id: "a", title: "驿站", detail: "/stations", to: "/stations" }, { id: "b", title: "审计", detail: "/audit", to: "/audit" }];
const PLACES = [...placeHits("area", "街道", [{ value: "1", label: "湖心街道" }, { value: "2", label: "湖北地区" }]), ...placeHits("unit", "单位", [{ value: "U 1", label: "湖心总工会" }])];

test.each<[string, string[]]>([
  ["", ["/stations", "/audit"]],
  ["AUD", ["/audit"]],
  ["湖心", ["/stations?area=1", "/stations?unit=U%201"]],
  ["nothing", []],
])("“%s” leads to %j", (wanted, addresses) => {
  expect(narrowed(wanted, PAGES, PLACES).map(({ to }) => to)).toEqual(addresses);
});
