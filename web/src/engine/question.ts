// What a rider asks, in the words of the API, so that the phone and the server can be asked
// the very same thing and must give the very same answer.

/** A position, WGS-84 degrees. It stays on the phone unless there is no pack yet. */
export interface Wgs84 {
  lat: number;
  lon: number;
}

export type Mode = "walk" | "ebike";
export type Kind = "union_station" | "worker_home";
export type Lang = "zh" | "en";

/** What a station must have; a field that is not set asks for nothing. */
export interface Filter {
  /** Amenities that must all be there and work (and be usable at the time of `open`). */
  amenities?: string[];
  kind?: Kind;
  /** Ways in, one of which is enough. */
  access?: string[];
  round_the_clock?: boolean;
  /** The code of an area. */
  area?: string;
  /** Open now, on arrival, or at an RFC 3339 instant. */
  open?: "now" | "arrival" | (string & {});
}

/** From where to where somebody travels, WGS-84 degrees. */
export interface OnTheWayQuestion extends Filter {
  from_lat: number;
  from_lon: number;
  to_lat: number;
  to_lon: number;
  /** At most so many, 1 to 50. */
  limit: number;
  mode: Mode;
}

export interface NearestQuestion extends Filter, Wgs84 {
  /** At most so many, 1 to 50. */
  limit: number;
  /** Metres along the geodesic. */
  radius_m?: number;
  mode: Mode;
}
