// The task of this page: from a place and what one needs to stations in the order that serves.
import { computed, reactive, readonly, watch } from "vue";
import { NoAnswer } from "../../api/client";
import type { Trouble } from "../../api/client";
import type { StationAtDistance } from "../../api/types";
import type { NearestQuestion } from "../../engine/question";
import { preferences } from "../preferences";
import { atlas, nearest } from "../stations";
import { ordered, questionsFor } from "./order";
import { isAllowedAlready, ownPosition, remember } from "./position";
import type { NoPosition, Place } from "./position";

/** A filter that a person may drop. */
export type Blocker =
  | { what: "openOnArrival" | "roundTheClock" | "kind" }
  | { what: "amenity"; amenity: string };

interface State {
  place: Place | undefined;
  stations: StationAtDistance[] | undefined;
  blockers: Blocker[];
  isFinding: boolean;
  isSearching: boolean;
  noPosition: NoPosition | undefined;
  trouble: Trouble | undefined;
  onPhone: boolean;
}

const LIMIT = 20;

const state: State = reactive({
  place: undefined,
  stations: undefined,
  blockers: [],
  isFinding: false,
  isSearching: false,
  noPosition: undefined,
  trouble: undefined,
  onPhone: false,
});

/** What the list is made from; a number so that a late answer to an old question is dropped. */
let asked = 0;

export function useFind() {
  return {
    state: readonly(state) as Readonly<State>,
    hasFilters: computed(() => activeBlockers().length > 0),
    findHere,
    findAt,
    search,
    drop,
    clear,
    reset: () => {
      state.place = undefined;
      state.stations = undefined;
      state.trouble = undefined;
    },
  };
}

/** Begins by itself when the permission was given before. */
export async function beginIfAllowed(): Promise<void> {
  if (state.place === undefined && (await isAllowedAlready())) await findHere();
}

async function findHere(): Promise<void> {
  state.isFinding = true;
  state.noPosition = undefined;
  const found = await ownPosition();
  state.isFinding = false;
  if (typeof found === "string") {
    state.noPosition = found;
    return;
  }
  await findAt(found);
}

async function findAt(place: Place): Promise<void> {
  state.place = place;
  state.noPosition = undefined;
  if (place.name !== undefined) remember(place);
  await search();
}

async function search(): Promise<void> {
  if (state.place === undefined) return;
  const mine = ++asked;
  state.isSearching = true;
  try {
    const question = questionFrom(state.place, LIMIT);
    const answers = await Promise.all(questionsFor(question).map(nearest));
    if (mine !== asked) return;
    state.stations = ordered(answers.map((answer) => answer.stations), preferences.mode);
    state.trouble = undefined;
    state.onPhone = atlas.value !== undefined;
    state.blockers = state.stations.length > 0 ? [] : await blockersAt(state.place);
  } catch (error) {
    if (mine !== asked) return;
    state.trouble = error instanceof NoAnswer ? error.trouble : { kind: "broken", status: 0 };
  } finally {
    if (mine === asked) state.isSearching = false;
  }
}

function questionFrom(place: Place, limit: number, without?: Blocker): NearestQuestion {
  const { amenities, kind, mode, openOnArrival, roundTheClock } = preferences;
  const dropped = (what: Blocker["what"]): boolean => without?.what === what;
  const question: NearestQuestion = { lat: place.lat, lon: place.lon, limit, mode };
  const wanted = amenities.filter(
    (amenity) => !(without?.what === "amenity" && without.amenity === amenity),
  );
  if (wanted.length > 0) question.amenities = wanted;
  if (kind !== "any" && !dropped("kind")) question.kind = kind;
  if (roundTheClock && !dropped("roundTheClock")) question.round_the_clock = true;
  if (openOnArrival && !dropped("openOnArrival")) question.open = "arrival";
  return question;
}

function activeBlockers(): Blocker[] {
  const { amenities, kind, openOnArrival, roundTheClock } = preferences;
  return [
    ...(openOnArrival ? [{ what: "openOnArrival" } as const] : []),
    ...(roundTheClock ? [{ what: "roundTheClock" } as const] : []),
    ...(kind === "any" ? [] : [{ what: "kind" } as const]),
    ...amenities.map((amenity) => ({ what: "amenity", amenity }) as const),
  ];
}

/** The single filters without which something would be found. */
async function blockersAt(place: Place): Promise<Blocker[]> {
  const tried = await Promise.all(
    activeBlockers().map(async (blocker) => {
      const answer = await nearest(questionFrom(place, 1, blocker));
      return answer.stations.length > 0 ? blocker : undefined;
    }),
  );
  return tried.filter((blocker) => blocker !== undefined);
}

function drop(blocker: Blocker): void {
  if (blocker.what === "amenity") {
    preferences.amenities = preferences.amenities.filter((amenity) => amenity !== blocker.amenity);
  } else if (blocker.what === "kind") {
    preferences.kind = "any";
  } else {
    preferences[blocker.what] = false;
  }
}

function clear(): void {
  for (const blocker of activeBlockers()) drop(blocker);
}

// A chip that is tapped, another language, or data that have arrived: the list follows.
watch(
  () => [
    preferences.amenities,
    preferences.kind,
    preferences.openOnArrival,
    preferences.roundTheClock,
    preferences.mode,
    preferences.lang,
    atlas.value,
  ],
  () => void search(),
);
