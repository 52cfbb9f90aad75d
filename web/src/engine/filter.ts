// What a station must have to be an answer, as the server's `src/index/filter.rs` decides it.
import { CLOSED, OPEN } from "./pack";
import type { Columns } from "./columns";
import type { Filter } from "./question";

/** A filter with its words looked up in the pack. */
export interface LookedUp {
  amenities: number[];
  access: number[];
  kind: number | undefined;
  area: number | undefined;
  roundTheClock: boolean;
  open: Filter["open"];
}

/** Looks the words of a filter up; a word that the pack does not know lets nothing pass. */
export function lookUp(filter: Filter, columns: Columns): LookedUp {
  const { pack } = columns;
  const at = (word: string, words: readonly string[]): number => words.indexOf(word);
  return {
    amenities: (filter.amenities ?? []).map((word) => at(word, pack.amenities)),
    access: (filter.access ?? []).map((word) => at(word, pack.access)),
    kind: filter.kind === undefined ? undefined : at(filter.kind, pack.kinds),
    area:
      filter.area === undefined
        ? undefined
        : pack.areas.findIndex(([code]) => code === filter.area),
    roundTheClock: filter.round_the_clock ?? false,
    open: filter.open,
  };
}

/** Whether a station passes, but for the questions of time. */
export function passesAlways(filter: LookedUp, columns: Columns, station: number): boolean {
  const { stations } = columns.pack;
  const offers = columns.offersOf(station);
  return (
    filter.amenities.every(
      (amenity) => offers.amenities.includes(amenity) && !offers.out_of_order.includes(amenity),
    ) &&
    (filter.access.length === 0 || filter.access.some((way) => offers.access.includes(way))) &&
    (filter.kind === undefined || filter.kind === stations.kind[station]) &&
    (filter.area === undefined || filter.area === stations.area[station]) &&
    (!filter.roundTheClock || columns.isRoundTheClock(station))
  );
}

/** Whether it is open, and what is asked for usable, at a civil minute. */
export function passesAt(
  filter: LookedUp,
  columns: Columns,
  station: number,
  minute: number,
): boolean {
  const asksOpen = filter.open !== undefined;
  if (asksOpen && columns.openness(station, minute).answer.state !== OPEN) return false;
  return columns
    .ownHoursOf(station)
    .filter(([amenity]) => filter.amenities.includes(amenity))
    .every(([, schedule]) => {
      const state = schedule.at(minute).state;
      return asksOpen ? state === OPEN : state !== CLOSED;
    });
}
