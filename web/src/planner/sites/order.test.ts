import { expect, it } from "vitest";
import { orderOf, type Draft } from "./order";

const DRAFT: Draft = { objective: "cover", count: 5, share_percent: 95, source: "grid", grid_m: 300, layer: " 商户 ", amenity: "wifi", spacing_m: undefined, most_per_area: undefined };

it("becomes an order when nothing is missing", () => {
  const cases: [Partial<Draft>, unknown][] = [
    [{}, { objective: { kind: "cover", count: 5 }, candidates: { kind: "grid", spacing_m: 300 } }],
    [{ objective: "share", spacing_m: 200 }, { objective: { kind: "share", share: 0.95 }, candidates: { kind: "grid", spacing_m: 300 }, spacing_m: 200 }],
    [{ most_per_area: 2 }, { objective: { kind: "cover", count: 5 }, candidates: { kind: "grid", spacing_m: 300 }, quotas: { A: 2, B: 2 } }],
    [{ source: "layer" }, { objective: { kind: "cover", count: 5 }, candidates: { kind: "layer", name: "商户" } }],
    [{ source: "amenity" }, { objective: { kind: "cover", count: 5 }, candidates: { kind: "amenity", amenity: "wifi" } }],
    [{ source: "layer", layer: "" }, undefined],
    [{ count: 0 }, undefined],
    [{ count: 1.5 }, undefined],
    [{ objective: "share", share_percent: 101 }, undefined],
    [{ grid_m: 10 }, undefined],
  ];
  for (const [change, order] of cases) expect(orderOf({ ...DRAFT, ...change }, ["A", "B"])).toEqual(order);
});
