// Where answers come from: the phone itself once it has the data, the server until then. Both
// give the same answers, so that nobody who asks has to know.
import { shallowRef } from "vue";
import { NoAnswer, getJson } from "../api/client";
import type {
  FoundPlace,
  ListAnswer,
  NearestAnswer,
  Station,
  StationDetail,
} from "../api/types";
import type { Atlas, KnownStation, StationMark } from "../engine/atlas";
import { now } from "../engine/clock";
import type { Keeper } from "../engine/keeper";
import type { Filter, NearestQuestion } from "../engine/question";
import { preferences } from "./preferences";

/** The phone's own data; undefined until they are here. */
export const atlas = shallowRef<Atlas>();
/** What is known about the phone's own data. */
export const kept = shallowRef<{ confirmedAt: Date | undefined; isStale: boolean; isKept: boolean }>();

let keeper: Promise<Keeper> | undefined;

/** Says that an earlier visit kept data, so that the server need not be asked. */
const KEPT_KEY = "yizhan.has_data";

/** Reads what an earlier visit kept, then refreshes it. To be called when the phone has time. */
export async function prepare(): Promise<void> {
  const ready = await read();
  await ready.refresh();
  await read();
}

async function read(): Promise<Keeper> {
  keeper ??= import("../engine/keeper").then(({ Keeper }) => new Keeper());
  const ready = await keeper;
  atlas.value = await ready.atlas();
  const { confirmedAt, isStale, isKept } = ready;
  kept.value = { confirmedAt, isStale, isKept };
  try {
    if (atlas.value !== undefined && isKept) localStorage.setItem(KEPT_KEY, "1");
    else localStorage.removeItem(KEPT_KEY);
  } catch {
    // Without storage nothing was kept either.
  }
  return ready;
}

/** The nearest stations that pass. */
export async function nearest(question: NearestQuestion): Promise<NearestAnswer> {
  const { lang } = preferences;
  const own = await usable();
  if (own !== undefined) return own.nearest(question, now(), lang);
  if (preferences.neverSendPosition) throw new NoAnswer({ kind: "offline" });
  return getJson(`/api/v1/stations/nearest?${query({ ...question })}`, lang);
}

/** Everything public about one station; undefined when there is none of this code. */
export async function station(code: string): Promise<KnownStation | undefined> {
  const { lang } = preferences;
  const own = (await usable())?.station(code, now(), lang);
  if (own !== undefined) return own;
  try {
    const detail = await getJson<StationDetail>(`/api/v1/stations/${encodeURIComponent(code)}`, lang);
    return detail.station as KnownStation;
  } catch (error) {
    if (error instanceof NoAnswer && error.trouble.kind === "refused") return undefined;
    throw error;
  }
}

/** Stations by what somebody typed. */
export async function search(q: string, filter: Filter, limit: number): Promise<Station[]> {
  const { lang } = preferences;
  const own = await usable();
  if (own !== undefined) return own.search(q, filter, limit, now(), lang);
  const page = await getJson<ListAnswer>(`/api/v1/stations?${query({ ...filter, q, limit })}`, lang);
  return page.stations;
}

/** Places by what somebody typed. */
export async function places(q: string, limit: number): Promise<FoundPlace[]> {
  const own = await usable();
  if (own !== undefined) return own.searchPlaces(q, limit);
  const found = await getJson<{ places: FoundPlace[] }>(
    `/api/v1/places?${query({ q, limit })}`,
    preferences.lang,
  );
  return found.places;
}

/** Every station, for the map; none until the phone has the data. */
export function marks(): StationMark[] {
  return holding()?.marks(now()) ?? [];
}

/** The phone's own data, waited for when an earlier visit kept some. */
async function usable(): Promise<Atlas | undefined> {
  if (atlas.value === undefined && hasData()) await read();
  return holding();
}

function holding(): Atlas | undefined {
  return atlas.value?.holds(now()) === true ? atlas.value : undefined;
}

function hasData(): boolean {
  try {
    return localStorage.getItem(KEPT_KEY) !== null;
  } catch {
    return false;
  }
}

type Value = string | number | boolean | string[] | undefined;

function query(values: Record<string, Value>): string {
  const pairs = Object.entries(values).flatMap(([key, value]): [string, string][] =>
    value === undefined || value === false || value === "" ? [] : [[key, String(value)]],
  );
  return new URLSearchParams(pairs).toString();
}
