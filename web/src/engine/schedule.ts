// Hours that the server compiled into the minutes at which they change: the phone needs no
// reader of opening hours to give the very answers that the server gives.
import { DAY_MIN, startOf } from "./civil";
import { CLOSED, UNKNOWN } from "./pack";
import type { PackedClosure, PackedSchedule, StateNumber } from "./pack";

/** The state at a minute, and when it changes. */
export interface Answer {
  state: StateNumber;
  /** The first minute of another state; undefined when none is known. */
  until: number | undefined;
  /** The state from then on. */
  then: StateNumber;
}

/** Whether one can get in, and when that changes. */
export interface Openness {
  answer: Answer;
  /** Closed for some days rather than by its hours. */
  closedForDays: boolean;
}

/** A stretch of a day that is not closed, minutes from its midnight, end exclusive. */
export interface Span {
  from: number;
  to: number;
  state: StateNumber;
}

const NEVER_SAID: Answer = { state: UNKNOWN, until: undefined, then: UNKNOWN };

/** One schedule of the pack. */
export class Schedule {
  private readonly minutes: number[];
  private readonly states: StateNumber[];

  constructor(
    packed: PackedSchedule,
    private readonly first: number,
    private readonly end: number,
  ) {
    this.minutes = [first];
    this.states = [packed.starts];
    let minute = first;
    for (const [step, state] of packed.changes) {
      minute += step;
      this.minutes.push(minute);
      this.states.push(state);
    }
  }

  /** The state at a minute; unknown beyond the days that the pack covers, never guessed. */
  at(minute: number): Answer {
    if (minute < this.first || minute >= this.end) return NEVER_SAID;
    const following = this.following(minute);
    const state = this.states[following - 1] ?? UNKNOWN;
    const until = this.minutes[following];
    return { state, until, then: until === undefined ? state : (this.states[following] ?? state) };
  }

  /** When it is not closed on the day that begins with this minute. */
  on(midnight: number): Span[] {
    const end = midnight + DAY_MIN;
    const spans: Span[] = [];
    for (let minute = midnight; minute < end; ) {
      const { state, until } = this.at(minute);
      const to = Math.min(until ?? end, end);
      if (state !== CLOSED) spans.push({ from: minute - midnight, to: to - midnight, state });
      minute = to;
    }
    return spans;
  }

  /** Where the first change after a minute stands. */
  private following(minute: number): number {
    let low = 0;
    let high = this.minutes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.minutes[middle] ?? Infinity) <= minute) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The days on which a station is closed whatever its hours say, as minutes. */
export class Closure {
  private readonly from: number;
  private readonly until: number;
  private readonly reopening: Answer;

  constructor(packed: PackedClosure, first: number) {
    this.from = packed.from === null ? -Infinity : startOf(packed.from);
    this.until = packed.until === null ? Infinity : startOf(packed.until) + DAY_MIN;
    // Reckoned by the server: it may lie beyond the days that the schedules cover.
    this.reopening =
      packed.reopens === null
        ? { state: CLOSED, until: undefined, then: CLOSED }
        : { state: CLOSED, until: first + packed.reopens[0], then: packed.reopens[1] };
  }

  /** What the hours and the closure come to. */
  over(schedule: Schedule | undefined, minute: number): Openness {
    if (this.from <= minute && minute < this.until) {
      return { answer: this.reopening, closedForDays: true };
    }
    let answer = byHours(schedule, minute);
    const closesFirst = answer.until === undefined || this.from <= answer.until;
    if (this.from > minute && closesFirst) {
      answer =
        answer.state === CLOSED
          ? this.reopening
          : { state: answer.state, until: this.from, then: CLOSED };
    }
    return { answer, closedForDays: false };
  }
}

/** Whether one can get in. */
export function openness(
  schedule: Schedule | undefined,
  closure: Closure | undefined,
  minute: number,
): Openness {
  if (closure !== undefined) return closure.over(schedule, minute);
  return { answer: byHours(schedule, minute), closedForDays: false };
}

function byHours(schedule: Schedule | undefined, minute: number): Answer {
  return schedule?.at(minute) ?? NEVER_SAID;
}
