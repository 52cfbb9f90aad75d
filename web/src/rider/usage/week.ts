// What a phone tells of demand in a week, when its rider agrees: a few coarse cells under a name
// that lasts no longer than the week.
import type { components } from "../../api/schema";
import { asRecord } from "../memory";

/** What is kept on the phone so that it tells no more than it may. */
export interface ToldWeek {
  /** The week's Monday. */
  week: string;
  /** Random, new every week. */
  id: string;
  /** Cells that were told of. */
  cells: string[];
  /** Hours that were told of, each `cell hour`. */
  hours: string[];
}

/** The body of `POST /api/v1/usage`: nothing else leaves the phone. */
export type Sighting = components["schemas"]["SightingRequest"];

/** As the server has it: so many cells go with one name. */
const MOST_CELLS = 4;

/** A week as it was remembered; undefined when it is another week by now. */
export function readWeek(remembered: unknown, week: string): ToldWeek | undefined {
  const { week: of, id, cells, hours } = asRecord(remembered);
  const texts = (list: unknown): string[] => (Array.isArray(list) ? list.filter((one): one is string => typeof one === "string") : []);
  return of === week && typeof id === "string" ? { week, id, cells: texts(cells), hours: texts(hours) } : undefined;
}

/** What is to be told, and what is remembered then; undefined when it has been told or is too much. */
export function tell(
  told: ToldWeek,
  cell: string,
  hour_of_week: number,
  found: boolean,
): { sighting: Sighting; told: ToldWeek } | undefined {
  const hour = `${cell} ${String(hour_of_week)}`;
  const isNewCell = !told.cells.includes(cell);
  if (told.hours.includes(hour) || (isNewCell && told.cells.length >= MOST_CELLS)) return undefined;
  return {
    sighting: { id: told.id, cell, hour_of_week, found },
    told: { ...told, cells: isNewCell ? [...told.cells, cell] : told.cells, hours: [...told.hours, hour] },
  };
}

/** The Monday and the hour of the week of civil time with an offset, as answers tell it. */
export function weekAndHour(now_text: string): { week: string; hour_of_week: number } {
  const [date = "", time = ""] = now_text.split("T");
  const day = new Date(`${date}T00:00:00Z`);
  const weekday = (day.getUTCDay() + 6) % 7;
  day.setUTCDate(day.getUTCDate() - weekday);
  return { week: day.toISOString().slice(0, 10), hour_of_week: weekday * 24 + Number(time.slice(0, 2)) };
}
