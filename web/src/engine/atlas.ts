// Everything public about the stations, on the phone.
import type { NearestAnswer, Station, StationDetail } from "../api/types";
import type { Filter, Lang, NearestQuestion } from "./question";

/** Answers as the server would, in the same shapes, without asking it. */
export interface Atlas {
  /** The ledger's revision that the data are of. */
  readonly revision: number;
  /** The first instant for which the schedules no longer hold; after it hours are unknown. */
  readonly holdsUntil: Date;
  nearest(question: NearestQuestion, now: Date, lang: Lang): NearestAnswer;
  station(code: string, now: Date, lang: Lang): StationDetail | undefined;
  /** Stations whose name, alias, address, host, code, pinyin or initials match. */
  search(q: string, filter: Filter, limit: number, now: Date, lang: Lang): Station[];
  /** Every station, briefly, for the map. */
  marks(now: Date): StationMark[];
}

/** A station as a map shows it. */
export interface StationMark {
  code: string;
  name: string;
  kind: "union_station" | "worker_home";
  lat: number;
  lon: number;
  state: "open" | "closed" | "unknown" | "temporarily_closed";
}
