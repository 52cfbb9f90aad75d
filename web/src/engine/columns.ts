// The pack, ready to be asked.
import { CivilTime, DAY_MIN, startOf } from "./civil";
import { ecefM } from "./geodesy";
import type { Pack, PackedOffers } from "./pack";
import { Closure, Schedule, openness } from "./schedule";
import type { Openness } from "./schedule";

const NOTHING: PackedOffers = { amenities: [], out_of_order: [], access: [] };

/** The columns of the pack with what few stations have looked up by number. */
export class Columns {
  readonly civil: CivilTime;
  readonly count: number;
  /** Earth-centred coordinates, three numbers a station, metres. */
  readonly ecefM: Float64Array;
  /** The first minute of which nothing is known any more. */
  readonly end: number;
  private readonly schedules: Schedule[];
  private readonly closures = new Map<number, Closure>();
  private readonly confirmed: ReadonlyMap<number, number>;
  private readonly doubted: ReadonlySet<number>;
  private readonly tags: ReadonlyMap<number, string[]>;
  private readonly ownHours = new Map<number, [number, Schedule][]>();

  constructor(readonly pack: Pack) {
    const { stations } = pack;
    this.civil = new CivilTime(pack.utc_offset_min ?? 0);
    this.count = stations.code.length;
    const first = startOf(pack.first_day);
    this.end = first + pack.window_days * DAY_MIN;
    this.schedules = pack.schedules.map((packed) => new Schedule(packed, first, this.end));
    this.ecefM = new Float64Array(3 * this.count);
    for (let station = 0; station < this.count; station++) {
      const { lon, lat } = this.position(station);
      this.ecefM.set(ecefM(lon, lat), 3 * station);
    }
    this.confirmed = new Map(stations.confirmed_on);
    this.doubted = new Set(stations.needs_check);
    this.tags = new Map(stations.tags);
    for (const closed of stations.closed) {
      this.closures.set(closed.station, new Closure(closed, first));
    }
    for (const [station, amenity, schedule] of stations.own_hours) {
      const own = this.ownHours.get(station) ?? [];
      const compiled = this.schedules[schedule];
      if (compiled !== undefined) own.push([amenity, compiled]);
      this.ownHours.set(station, own);
    }
  }

  /** WGS-84 degrees. */
  position(station: number): { lon: number; lat: number } {
    const { lon_e6, lat_e6 } = this.pack.stations;
    return { lon: (lon_e6[station] ?? NaN) / 1e6, lat: (lat_e6[station] ?? NaN) / 1e6 };
  }

  scheduleOf(station: number): Schedule | undefined {
    return this.schedules[this.pack.stations.schedule[station] ?? -1];
  }

  offersOf(station: number): PackedOffers {
    return this.pack.offers[this.pack.stations.offers[station] ?? -1] ?? NOTHING;
  }

  /** Amenities whose hours differ from the station's. */
  ownHoursOf(station: number): readonly [number, Schedule][] {
    return this.ownHours.get(station) ?? [];
  }

  isRoundTheClock(station: number): boolean {
    return this.pack.schedules[this.pack.stations.schedule[station] ?? -1]?.round_the_clock ?? false;
  }

  isClosedForDays(station: number): boolean {
    return this.closures.has(station);
  }

  /** The day on which a rider last confirmed it, in days since 1970. */
  confirmedOn(station: number): number | undefined {
    return this.confirmed.get(station);
  }

  needsCheck(station: number): boolean {
    return this.doubted.has(station);
  }

  /** What the year's programme built or upgraded it as. */
  tagsOf(station: number): string[] {
    return this.tags.get(station) ?? [];
  }

  openness(station: number, minute: number): Openness {
    return openness(this.scheduleOf(station), this.closures.get(station), minute);
  }
}
