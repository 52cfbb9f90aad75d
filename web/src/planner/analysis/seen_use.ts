// Demand seen in use as a layer: the cells of the published weeks, added up.
import type { components } from "../../api/schema";

type Weeks = components["schemas"]["UsageWeeks"]["weeks"];

/** A table as layers are brought: a row a cell, at its middle, weighted by how often somebody asked there. */
export function layerOfUse(weeks: Weeks): string {
  const cells = new Map<string, { lon: number; lat: number; asked: number }>();
  for (const { cell, lon, lat, asked } of weeks.flatMap((week) => week.cells)) {
    cells.set(cell, { lon, lat, asked: asked + (cells.get(cell)?.asked ?? 0) });
  }
  const rows = [...cells].map(([cell, { lon, lat, asked }]) => [lon, lat, asked, cell].join(","));
  return ["lon,lat,weight,name", ...rows, ""].join("\n");
}
