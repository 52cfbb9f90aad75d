// Short names for what the server answers with; the types themselves are generated.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type NearestAnswer = Schemas["NearestAnswer"];
export type OnTheWayAnswer = Schemas["OnTheWayAnswer"];
export type StationOnTheWay = Schemas["StationOnTheWay"];
export type ListAnswer = Schemas["ListAnswer"];
export type Station = Schemas["Station"];
export type StationAtDistance = Schemas["StationAtDistance"];
export type Travel = Schemas["Travel"];
export type StationDetail = Schemas["StationDetail"];
export type Photo = Schemas["Photo"];
export type FullStation = Schemas["FullStation"];
export type Open = Schemas["Open"];
export type Day = Schemas["Day"];
export type Problem = Schemas["Problem"];
export type FoundPlace = Schemas["FoundPlace"];
export type Word = Schemas["Word"];
export type AmenityWord = Schemas["AmenityWord"];
export type WordsAnswer = Schemas["WordsAnswer"];
export type SiteAnswer = Schemas["SiteAnswer"];
export type ReceiptAnswer = Schemas["ReceiptAnswer"];
export type AreasAnswer = Schemas["AreasAnswer"];
export type AmenityDetail = Schemas["AmenityDetail"];

/** A day that is not as its weekday says: date, kind, holiday. */
export type ListedDay = [string, string, { zh: string; en: string } | null];
