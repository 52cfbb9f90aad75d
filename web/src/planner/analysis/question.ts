// What is asked of the analysis: the one value behind every figure of the desk. It stands in the
// page's address, so that a link shows a colleague the same.

export type Kind = "union_station" | "worker_home";

export interface Question {
  /** How far people go, metres. */
  radius_m: number;
  /** `now`, an hour of a typical week (0 for Monday 0:00), or any time. */
  when: "any" | "now" | number;
  amenities: readonly string[];
  kind: Kind | undefined;
  round_the_clock: boolean;
  /** The kept layer of demand; the areas' populations when there is none. */
  demand: string | undefined;
}

export const USUAL: Question = {
  radius_m: 1000,
  when: "any",
  amenities: [],
  kind: undefined,
  round_the_clock: false,
  demand: undefined,
};

export const RADII_M = [300, 500, 1000] as const;
/** What the national campaign asks for. */
export const NATIONAL_M = 1000;
export const MAX_RADIUS_M = 20_000;
export const HOURS = 168;

/** The parameters of the server's addresses; what is usual is left out. */
export function parametersOf(question: Question): Record<string, string | number | boolean | undefined> {
  const { when } = question;
  return {
    radius_m: question.radius_m,
    open: when === "now" ? "now" : undefined,
    hour_of_week: typeof when === "number" ? when : undefined,
    amenities: question.amenities.length > 0 ? question.amenities.join(",") : undefined,
    kind: question.kind,
    round_the_clock: question.round_the_clock ? true : undefined,
    demand: question.demand,
  };
}

/** The same for a week as a whole, which knows no moment. */
export function weekParametersOf(question: Question): ReturnType<typeof parametersOf> {
  const { open: _open, hour_of_week: _hour, ...week } = parametersOf(question);
  return week;
}

/** The question in an address; what is missing or wrong there is the usual. */
export function questionIn(search: URLSearchParams): Question {
  const radius_m = Number(search.get("radius_m"));
  const hour = Number(search.get("hour_of_week") ?? Number.NaN);
  const isHour = Number.isInteger(hour) && hour >= 0 && hour < HOURS;
  const kind = search.get("kind");
  const amenities = search.get("amenities")?.split(",").filter((word) => /^[a-z][a-z0-9_]*$/.test(word));
  return {
    radius_m: radius_m > 0 && radius_m <= MAX_RADIUS_M ? radius_m : USUAL.radius_m,
    when: search.get("open") === "now" ? "now" : isHour ? hour : "any",
    amenities: amenities ?? [],
    kind: kind === "union_station" || kind === "worker_home" ? kind : undefined,
    round_the_clock: search.get("round_the_clock") === "true",
    demand: search.get("demand") ?? undefined,
  };
}

/** The question as it stands in an address. */
export function searchOf(question: Question): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parametersOf(question))) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search;
}

export interface HourOfWeek {
  /** 0 for Monday. */
  day: number;
  hour: number;
}

export function hourOfWeek(at: number): HourOfWeek {
  return { day: Math.floor(at / 24), hour: at % 24 };
}
