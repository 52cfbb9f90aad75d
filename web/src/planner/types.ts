// What planners ask about, by its short name.
import type { Schemas } from "../account/api";

export type Search = Schemas["SearchAnswer"];
export type SearchOrder = Schemas["SearchRequest"];
export type Comparison = Schemas["ComparisonAnswer"];
export type Change = Schemas["ScenarioChange"];
export type Layer = Schemas["LayerAnswer"];
