// Short names for what the server answers with; the types themselves are generated.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type NearestAnswer = Schemas["NearestAnswer"];
export type ListAnswer = Schemas["ListAnswer"];
export type Station = Schemas["Station"];
export type StationAtDistance = Schemas["StationAtDistance"];
export type StationDetail = Schemas["StationDetail"];
export type FullStation = Schemas["FullStation"];
export type Open = Schemas["Open"];
export type Day = Schemas["Day"];
export type Problem = Schemas["Problem"];
