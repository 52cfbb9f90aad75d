// What the server sends to phones, as it comes: /api/v1/stations/pack and /api/v1/places/pack.
// The server's `src/index/pack.rs` says what each column means.
import type { components } from "../api/schema";

/** 0 open, 1 unknown, 2 closed: the numbers of the pack. */
export const OPEN = 0;
export const UNKNOWN = 1;
export const CLOSED = 2;
export type StateNumber = 0 | 1 | 2;

/** Hours as the minutes at which they change. */
export interface PackedSchedule {
  opening_hours: string;
  round_the_clock: boolean;
  /** The state at the first minute of the pack's first day. */
  starts: StateNumber;
  /** In turn: minutes until the next change, and the state from there on. */
  changes: [number, StateNumber][];
}

export interface PackedOffers {
  amenities: number[];
  out_of_order: number[];
  access: number[];
}

export interface PackedClosure {
  station: number;
  reason: string;
  from: string | null;
  until: string | null;
  /** Minutes from the first day to the one at which the hours begin again, and the state then. */
  reopens: [number, StateNumber] | null;
}

/** Key, width and height in pixels, caption, credit, the day on which it was taken. */
export type PackedPhoto = [string, number, number, string, string, string | null];

export interface PackedStations {
  code: string[];
  name: string[];
  kind: number[];
  area: number[];
  lon_e6: number[];
  lat_e6: number[];
  address: string[];
  host: string[];
  builder: (number | null)[];
  schedule: (number | null)[];
  offers: number[];
  seats: (number | null)[];
  verified_on: (number | null)[];
  aliases: [number, string[]][];
  phone: [number, string][];
  tags: [number, string[]][];
  /** Not in packs that were kept before stations had photos. */
  photos?: [number, PackedPhoto[]][];
  own_hours: [number, number, number][];
  closed: PackedClosure[];
  broken: [number, number, string | null, string][];
  provenance: number[];
  confirmed_on: [number, number][];
  needs_check: number[];
}

type Described = components["schemas"]["PackAnswer"];
type SpecialDay = [string, "off" | "workday" | "unknown", { zh: string; en: string } | null];

/** The pack. The columns are typed here because OpenAPI has no words for them. */
export type Pack = Omit<
  Described,
  "schedules" | "offers" | "stations" | "areas" | "special_days" | "utc_offset_min"
> & {
  utc_offset_min: number | null;
  schedules: PackedSchedule[];
  offers: PackedOffers[];
  stations: PackedStations;
  areas: [string, string][];
  special_days: SpecialDay[];
};

/** The gazetteer and the readings of characters. */
export type PlacesPack = components["schemas"]["PlacesPackAnswer"];

/** The format that this code reads. */
export const FORMAT = 3;
