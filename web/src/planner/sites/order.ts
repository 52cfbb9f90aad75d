// A search as it is typed, and as the server takes it.
import type { SearchOrder } from "../types";

export interface Draft {
  objective: SearchOrder["objective"]["kind"];
  count: number;
  share_percent: number;
  source: "grid" | "layer" | "round_the_clock" | "amenity";
  grid_m: number;
  layer: string;
  amenity: string;
  spacing_m: number | undefined;
  /** The most sites in any one office. */
  most_per_area: number | undefined;
}

/** `areas`: the codes of the offices. Undefined while something is missing or cannot be. */
export function orderOf(draft: Draft, areas: readonly string[]): SearchOrder | undefined {
  const objective = objectiveOf(draft);
  const candidates = candidatesOf(draft);
  if (objective === undefined || candidates === undefined) return undefined;
  const spacing_m = Number(draft.spacing_m);
  const most = Number(draft.most_per_area);
  return {
    objective,
    candidates,
    ...(spacing_m > 0 ? { spacing_m } : {}),
    ...(Number.isInteger(most) && most > 0 ? { quotas: Object.fromEntries(areas.map((code) => [code, most])) } : {}),
  };
}

function objectiveOf({ objective: kind, count, share_percent }: Draft): SearchOrder["objective"] | undefined {
  if (kind === "share") return share_percent > 0 && share_percent <= 100 ? { kind, share: share_percent / 100 } : undefined;
  return Number.isInteger(count) && count >= 1 && count <= 500 ? { kind, count } : undefined;
}

function candidatesOf({ source, grid_m, layer, amenity }: Draft): SearchOrder["candidates"] | undefined {
  switch (source) {
    case "grid":
      return grid_m >= 50 ? { kind: "grid", spacing_m: grid_m } : undefined;
    case "layer":
      return layer.trim() === "" ? undefined : { kind: "layer", name: layer.trim() };
    case "round_the_clock":
      return { kind: "round_the_clock" };
    case "amenity":
      return { kind: "amenity", amenity };
  }
}
