// Civil time of the district, counted in minutes from 1970-01-01 00:00. The phone's own time
// zone never matters.

export const DAY_MIN = 24 * 60;

/** Civil time at a fixed offset east of UTC. */
export class CivilTime {
  constructor(private readonly utcOffsetMin: number) {}

  /** The civil minute that an instant lies in. */
  minute(instant: Date): number {
    return Math.floor(this.second(instant) / 60);
  }

  /** The civil second that an instant lies in. */
  second(instant: Date): number {
    return Math.floor(instant.getTime() / 1000) + this.utcOffsetMin * 60;
  }

  /** The instant at which a civil minute begins. */
  instant(minute: number): Date {
    return new Date((minute - this.utcOffsetMin) * 60_000);
  }

  /** E.g. `2026-11-21T22:00:00+08:00`. */
  rfc3339(minute: number): string {
    const sign = this.utcOffsetMin < 0 ? "-" : "+";
    const offset = Math.abs(this.utcOffsetMin);
    const clock = (value: number): string =>
      `${two(Math.floor(value / 60))}:${two(value % 60)}`;
    return `${date(minute)}T${clock(minuteOfDay(minute))}:00${sign}${clock(offset)}`;
  }
}

/** The first minute of a day such as `2026-11-21`. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 60_000;
}

/** The day that a minute lies in, such as `2026-11-21`. */
export function date(minute: number): string {
  return new Date(minute * 60_000).toISOString().slice(0, 10);
}

/** Minutes from the midnight before. */
export function minuteOfDay(minute: number): number {
  return ((minute % DAY_MIN) + DAY_MIN) % DAY_MIN;
}

/** Days from 1970-01-01. */
export function dayNumber(minute: number): number {
  return Math.floor(minute / DAY_MIN);
}

/** Two digits. */
export function two(value: number): string {
  return value < 10 ? `0${String(value)}` : String(value);
}
