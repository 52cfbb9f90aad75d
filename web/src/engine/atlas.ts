// Everything public about the stations, on the phone: it answers as the server would, in the
// same shapes, and nobody is told where the asker is.
import type {
  Day,
  FoundPlace,
  ListedDay,
  NearestAnswer,
  OnTheWayAnswer,
  Open,
  Photo,
  Station,
  StationAtDistance,
  StationOnTheWay,
  Travel,
} from "../api/types";
import { DAY_MIN, date, startOf, two } from "./civil";
import { Columns } from "./columns";
import { lookUp, passesAlways, passesAt } from "./filter";
import type { LookedUp } from "./filter";
import { distanceBetweenM, ecefM, geodesicM, travelS } from "./geodesy";
import { FORMAT } from "./pack";
import type { Pack, PackedPhoto, PlacesPack, StateNumber } from "./pack";
import type { Filter, Lang, Mode, NearestQuestion, OnTheWayQuestion, Wgs84 } from "./question";
import { find, readingsOf, searchKey } from "./text_search";
import type { Readings, SearchText } from "./text_search";
import { openWords } from "./words";
import type { Moment } from "./words";

/** What the phone knows of one station: all that its page shows, but for the rarest facts. */
export interface KnownStation extends Station {
  aliases: string[];
  builder: string | null;
  seats: number | null;
  phone: string | null;
  photos: Photo[];
  closed: { reason: string; from: string | null; until: string | null } | null;
  amenity_details: {
    amenity: string;
    hours: string | null;
    out_of_order: { since: string | null; reason: string } | null;
  }[];
  days: Day[] | null;
}

/** A station as a map shows it. */
export interface StationMark {
  code: string;
  name: string;
  kind: string;
  lat: number;
  lon: number;
  state: Open["state"];
}

interface Searched {
  stations: SearchText[];
  places: SearchText[];
  readings: Readings;
}

/** How many days a station's page tells. */
const DAYS_TOLD = 7;

export class Atlas {
  /** The ledger's revision that the data are of. */
  readonly revision: number;
  private readonly columns: Columns;
  /** What is searched; made when somebody searches first, because it takes a while. */
  private searched: Searched | undefined;

  constructor(
    pack: Pack,
    private readonly places: PlacesPack,
  ) {
    if (pack.format !== FORMAT) throw new Error(`the pack has format ${String(pack.format)}`);
    if (pack.utc_offset_min === null) throw new Error("the civil time changes in these days");
    this.revision = pack.revision;
    this.columns = new Columns(pack);
  }

  /** Whether the schedules still tell something of this instant. */
  holds(instant: Date): boolean {
    const minute = this.columns.civil.minute(instant);
    return minute >= startOf(this.columns.pack.first_day) && minute < this.columns.end - DAY_MIN;
  }

  /** The nearest stations that pass, nearest first, ties in the order of the codes. */
  nearest(question: NearestQuestion, instant: Date, lang: Lang): NearestAnswer {
    const { columns } = this;
    const filter = lookUp(question, columns);
    const nowS = columns.civil.second(instant);
    const here = ecefM(question.lon, question.lat);
    const nearest: { station: number; chord2: number }[] = [];
    let worst2 = Infinity;
    for (let station = 0; station < columns.count; station++) {
      const chord2 = this.chord2(station, here);
      if (chord2 >= worst2 || !passesAlways(filter, columns, station)) continue;
      const distanceM = this.distanceM(question, station, chord2);
      if (distanceM > (question.radius_m ?? Infinity)) continue;
      const { minute } = this.asked(question.mode, filter, nowS, distanceM);
      if (!passesAt(filter, columns, station, minute)) continue;
      let place = nearest.length;
      while (place > 0 && (nearest[place - 1]?.chord2 ?? 0) > chord2) place--;
      nearest.splice(place, 0, { station, chord2 });
      if (nearest.length > question.limit) nearest.pop();
      if (nearest.length === question.limit) worst2 = nearest.at(-1)?.chord2 ?? Infinity;
    }
    const stations = nearest.map(({ station, chord2 }): StationAtDistance => {
      const distanceM = this.distanceM(question, station, chord2);
      const { minute, moment } = this.asked(question.mode, filter, nowS, distanceM);
      const open = this.open(station, minute, Math.floor(nowS / 60), moment, lang);
      return { ...this.facts(station), ...wayOf(distanceM), open };
    });
    const now = columns.civil.rfc3339(Math.floor(nowS / 60));
    return { revision: this.revision, now, datum: "wgs84", mode: question.mode, stations };
  }

  /** The stations that cost the least extra way, ties in the order of the codes. */
  onTheWay(question: OnTheWayQuestion, instant: Date, lang: Lang): OnTheWayAnswer {
    const { columns } = this;
    const filter = lookUp(question, columns);
    const nowS = columns.civil.second(instant);
    const from = { lat: question.from_lat, lon: question.from_lon };
    const to = { lat: question.to_lat, lon: question.to_lon };
    const [begins, ends] = [ecefM(from.lon, from.lat), ecefM(to.lon, to.lat)];
    const directM = distanceBetweenM(from, to);
    const passing: { station: number; thereM: number; wholeM: number }[] = [];
    for (let station = 0; station < columns.count; station++) {
      if (!passesAlways(filter, columns, station)) continue;
      const thereM = this.distanceM(from, station, this.chord2(station, begins));
      const { minute } = this.asked(question.mode, filter, nowS, thereM);
      if (!passesAt(filter, columns, station, minute)) continue;
      passing.push({ station, thereM, wholeM: thereM + this.distanceM(to, station, this.chord2(station, ends)) });
    }
    passing.sort((one, other) => one.wholeM - other.wholeM || one.station - other.station);
    const stations = passing.slice(0, question.limit).map(({ station, thereM, wholeM }): StationOnTheWay => {
      const { minute, moment } = this.asked(question.mode, filter, nowS, thereM);
      const open = this.open(station, minute, Math.floor(nowS / 60), moment, lang);
      const detourM = Math.max(0, wholeM - directM);
      const { distance_m, travel: { walk_s, ebike_s } } = wayOf(detourM);
      return { ...this.facts(station), ...wayOf(thereM), detour: { distance_m, walk_s, ebike_s }, open };
    });
    const now = columns.civil.rfc3339(Math.floor(nowS / 60));
    return { revision: this.revision, now, datum: "wgs84", mode: question.mode, direct: wayOf(directM), stations };
  }

  /** Everything that is known of a station. */
  station(code: string, instant: Date, lang: Lang): KnownStation | undefined {
    const { columns } = this;
    const { pack } = columns;
    const station = pack.stations.code.indexOf(code);
    if (station < 0) return undefined;
    const now = columns.civil.minute(instant);
    const few = <T>(list: [number, T][]): T | undefined =>
      list.find(([of]) => of === station)?.[1];
    const closed = pack.stations.closed.find((closure) => closure.station === station);
    return {
      ...this.facts(station),
      open: this.open(station, now, now, "now", lang),
      aliases: few(pack.stations.aliases) ?? [],
      builder: pack.builders[pack.stations.builder[station] ?? -1] ?? null,
      seats: pack.stations.seats[station] ?? null,
      phone: few(pack.stations.phone) ?? null,
      photos: (few(pack.stations.photos ?? []) ?? []).map(photoOf),
      closed:
        closed === undefined
          ? null
          : { reason: closed.reason, from: closed.from, until: closed.until },
      amenity_details: this.amenityDetails(station),
      days: this.days(station, now),
    };
  }

  /** Stations by name, other names, address, host, code, pinyin or initials, best first. */
  search(query: string, filter: Filter, limit: number, instant: Date, lang: Lang): Station[] {
    const { columns } = this;
    const lookedUp = lookUp(filter, columns);
    const now = columns.civil.minute(instant);
    const { stations, readings } = this.texts();
    return find(query, stations, readings)
      .filter((station) => passesAlways(lookedUp, columns, station))
      .filter((station) => passesAt(lookedUp, columns, station, now))
      .slice(0, limit)
      .map((station) => ({
        ...this.facts(station),
        open: this.open(station, now, now, "now", lang),
      }));
  }

  /** Places of the gazetteer, best first. */
  searchPlaces(query: string, limit: number): FoundPlace[] {
    const { places, readings } = this.texts();
    return find(query, places, readings)
      .slice(0, limit)
      .flatMap((at) => this.places.places[at] ?? []);
  }

  /** Every station, briefly, for a map. */
  marks(instant: Date): StationMark[] {
    const { columns } = this;
    const { stations, kinds } = columns.pack;
    const now = columns.civil.minute(instant);
    return stations.code.map((code, station) => ({
      code,
      name: stations.name[station] ?? "",
      kind: kinds[stations.kind[station] ?? -1] ?? "",
      ...columns.position(station),
      state: stateWord(columns.openness(station, now)),
    }));
  }

  private texts(): Searched {
    this.searched ??= {
      stations: textsOf(this.columns.pack),
      places: this.places.places.map(({ name, aliases }) => ({
        name: searchKey(name),
        aliases: aliases.map(searchKey),
        others: [],
      })),
      readings: readingsOf(this.places.pinyin),
    };
    return this.searched;
  }

  /** The minute that an answer is about, and why. */
  private asked(
    mode: Mode,
    filter: LookedUp,
    nowS: number,
    distanceM: number,
  ): { minute: number; moment: Moment } {
    if (filter.open === "arrival") {
      const arrivalS = nowS + travelS(mode, distanceM);
      return { minute: Math.floor(arrivalS / 60), moment: "arrival" };
    }
    if (filter.open === undefined || filter.open === "now") {
      return { minute: Math.floor(nowS / 60), moment: "now" };
    }
    return { minute: this.columns.civil.minute(new Date(filter.open)), moment: "asked" };
  }

  /** The square of the chord to a station, square metres. */
  private chord2(station: number, [x, y, z]: [number, number, number]): number {
    const { ecefM: all } = this.columns;
    const at = 3 * station;
    const [dx, dy, dz] = [(all[at] ?? 0) - x, (all[at + 1] ?? 0) - y, (all[at + 2] ?? 0) - z];
    return dx * dx + dy * dy + dz * dz;
  }

  private distanceM(from: Wgs84, station: number, chord2: number): number {
    return geodesicM(Math.sqrt(chord2), from, this.columns.position(station));
  }

  /** What lists show, but for the open state. */
  private facts(station: number): Omit<Station, "open"> {
    const { columns } = this;
    const { pack } = columns;
    const { stations } = pack;
    const offers = columns.offersOf(station);
    const words = (numbers: number[], all: string[]): string[] =>
      numbers.flatMap((number) => all[number] ?? []);
    const [area, areaName] = pack.areas[stations.area[station] ?? -1] ?? ["", ""];
    const verified = stations.verified_on[station] ?? null;
    const confirmed = columns.confirmedOn(station);
    return {
      code: stations.code[station] ?? "",
      name: stations.name[station] ?? "",
      kind: pack.kinds[stations.kind[station] ?? -1] ?? "",
      address: stations.address[station] ?? "",
      host: stations.host[station] ?? "",
      status: columns.isClosedForDays(station) ? "temporarily_closed" : "open",
      tags: columns.tagsOf(station),
      verified_on: verified === null ? null : date(verified * DAY_MIN),
      confirmed_on: confirmed === undefined ? null : date(confirmed * DAY_MIN),
      needs_check: columns.needsCheck(station),
      provenance: pack.provenances[stations.provenance[station] ?? -1] ?? "",
      area,
      area_name: areaName,
      opening_hours: pack.schedules[stations.schedule[station] ?? -1]?.opening_hours ?? null,
      round_the_clock: columns.isRoundTheClock(station),
      amenities: words(offers.amenities, pack.amenities),
      out_of_order: words(offers.out_of_order, pack.amenities),
      access: words(offers.access, pack.access),
      ...columns.position(station),
    };
  }

  private open(station: number, at: number, now: number, moment: Moment, lang: Lang): Open {
    const { civil } = this.columns;
    const openness = this.columns.openness(station, at);
    const { until, then } = openness.answer;
    return {
      state: stateWord(openness),
      at: civil.rfc3339(at),
      until: until === undefined ? null : civil.rfc3339(until),
      then: until === undefined ? null : STATE_WORDS[then],
      minutes_left: until === undefined ? null : until - at,
      text: openWords(lang, { openness, at, now, moment }),
    };
  }

  private days(station: number, now: number): Day[] | null {
    const schedule = this.columns.scheduleOf(station);
    if (schedule === undefined) return null;
    const today = startOf(date(now));
    return Array.from({ length: DAYS_TOLD }, (_, ahead) => {
      const midnight = today + ahead * DAY_MIN;
      const day = date(midnight);
      const [, kind, holiday] = this.specialDay(day);
      const spans = schedule.on(midnight).map(({ from, to, state }) => ({
        from: `${two(Math.floor(from / 60))}:${two(from % 60)}`,
        to: `${two(Math.floor(to / 60))}:${two(to % 60)}`,
        state: STATE_WORDS[state],
      }));
      return { date: day, day_kind: kind, holiday, spans };
    });
  }

  private specialDay(day: string): ListedDay {
    const listed = this.columns.pack.special_days.find(([date]) => date === day);
    return listed ?? [day, "ordinary", null];
  }

  private amenityDetails(station: number): KnownStation["amenity_details"] {
    const { pack } = this.columns;
    const { own_hours, broken } = pack.stations;
    const hours = new Map(
      own_hours
        .filter(([of]) => of === station)
        .map(([, amenity, schedule]) => [amenity, pack.schedules[schedule]?.opening_hours ?? null]),
    );
    const outOfOrder = new Map(
      broken
        .filter(([of]) => of === station)
        .map(([, amenity, since, reason]) => [amenity, { since, reason }]),
    );
    const amenities = this.columns.offersOf(station).amenities;
    return amenities
      .filter((amenity) => hours.has(amenity) || outOfOrder.has(amenity))
      .map((amenity) => ({
        amenity: pack.amenities[amenity] ?? "",
        hours: hours.get(amenity) ?? null,
        out_of_order: outOfOrder.get(amenity) ?? null,
      }));
  }
}

const STATE_WORDS = { 0: "open", 1: "unknown", 2: "closed" } as const satisfies Record<
  StateNumber,
  string
>;

/** How far something is, and how long it takes to get there. */
function wayOf(distanceM: number): { distance_m: number; travel: Travel } {
  const travel = { walk_s: travelS("walk", distanceM), ebike_s: travelS("ebike", distanceM), estimated: true };
  return { distance_m: Math.round(distanceM * 10) / 10, travel };
}

function photoOf([key, width_px, height_px, caption, credit, taken_on]: PackedPhoto): Photo {
  return { url: `/photos/${key}.webp`, small_url: `/photos/${key}-small.webp`, width_px, height_px, caption, credit, taken_on };
}

function stateWord(openness: ReturnType<Columns["openness"]>): string {
  if (openness.closedForDays) return "temporarily_closed";
  return STATE_WORDS[openness.answer.state];
}

function textsOf(pack: Pack): SearchText[] {
  const { stations } = pack;
  const aliases = new Map(stations.aliases);
  return stations.code.map((code, station) => ({
    name: searchKey(stations.name[station] ?? ""),
    aliases: (aliases.get(station) ?? []).map(searchKey),
    others: [code, stations.address[station] ?? "", stations.host[station] ?? ""].map(searchKey),
  }));
}

