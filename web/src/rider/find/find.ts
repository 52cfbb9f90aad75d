// Asks for the stations around where somebody is, and keeps the answer fresh.
import { computed, inject, onScopeDispose, provide, ref, shallowRef, watch, type ComputedRef, type InjectionKey, type Ref } from "vue";
import { asFailure, type Failure } from "../../api/failure";
import type { StationAtDistance } from "../../api/types";
import type { NearestQuestion, Wgs84 } from "../../engine/question";
import type { Blocker } from "../ports";
import type { Rider } from "../rider";
import { useRetry } from "../trouble/retry";
import { positionOf } from "../where/where";
import { countOf, filterOf } from "./filters";
import { orderForRider, type Ordered } from "./order";

/** A list, and the moment that it is true of. */
export interface Found extends Ordered {
  now: Date;
  /** Civil time with the district's offset. */
  now_text: string;
  /** When nothing fits: which filters, dropped, would let something through. */
  blockers: Blocker[];
}

export interface Find {
  readonly position: ComputedRef<Wgs84 | undefined>;
  readonly found: Readonly<Ref<Found | undefined>>;
  readonly failure: Readonly<Ref<Failure | undefined>>;
  readonly retry_in_s: Readonly<Ref<number | undefined>>;
  readonly asking: Readonly<Ref<boolean>>;
  /** Whether it takes longer than it should. */
  readonly slow: Readonly<Ref<boolean>>;
  readonly canShowMore: ComputedRef<boolean>;
  showMore(): void;
  readonly ask: () => Promise<void>;
  /** A station of the list, with the way to it. */
  listed(code: string): StationAtDistance | undefined;
}

const FIRST = 10;
const STEP = 20;
/** What the server gives at most. */
const MOST = 50;
const SLOW_MS = 3000;
/** The states are told to the minute. */
const FRESH_MS = 60_000;

const FIND: InjectionKey<Find> = Symbol("find");

export function useFind(): Find {
  const find = inject(FIND);
  if (!find) throw new Error("The list is provided in App.vue.");
  return find;
}

export function provideFind(rider: Rider): Find {
  const find = createFind(rider);
  provide(FIND, find);
  return find;
}

export function createFind(rider: Rider): Find {
  const position = computed(() => positionOf(rider.whereabouts.where.value));
  const found = shallowRef<Found>();
  const failure = shallowRef<Failure>();
  const asking = ref(false);
  const slow = ref(false);
  const limit = ref(FIRST);
  let turn = 0;

  async function ask(): Promise<void> {
    const at = position.value;
    const mine = ++turn;
    if (!at) {
      found.value = undefined;
      return;
    }
    asking.value = true;
    const slowTimer = setTimeout(() => (slow.value = true), SLOW_MS);
    try {
      const answer = await listAround(rider, { ...at, ...filterOf(rider.filters), limit: limit.value, mode: rider.filters.mode });
      if (mine !== turn) return;
      found.value = answer;
      failure.value = undefined;
      void tellOfUse(rider, at, answer);
    } catch (error) {
      if (mine === turn) failure.value = asFailure(error);
    } finally {
      clearTimeout(slowTimer);
      if (mine === turn) asking.value = slow.value = false;
    }
  }

  watch(position, () => {
    // The list of another place must not stand there as if it were of this one.
    found.value = undefined;
    limit.value = FIRST;
  });
  watch(
    [position, () => ({ ...rider.filters }), () => rider.settings.lang, () => rider.settings.on_phone, limit, rider.answers.atlas],
    () => void ask(),
    { immediate: true },
  );
  keepFresh(ask);
  return {
    position,
    found,
    failure,
    retry_in_s: useRetry(failure, () => void ask()),
    asking,
    slow,
    ask,
    canShowMore: computed(() => {
      const { onArrival = [], otherwise = [] } = found.value ?? {};
      return limit.value < MOST && onArrival.length + otherwise.length >= limit.value;
    }),
    showMore: () => (limit.value = Math.min(MOST, limit.value + STEP)),
    listed: (code) =>
      [...(found.value?.onArrival ?? []), ...(found.value?.otherwise ?? [])].find((station) => station.code === code),
  };
}

async function listAround(rider: Rider, question: NearestQuestion): Promise<Found> {
  const { answers, filters } = rider;
  const wanted: NearestQuestion = { ...question, open: "arrival" };
  const [open, all] = await Promise.all([
    answers.nearest(wanted),
    filters.arrival ? undefined : answers.nearest(question),
  ]);
  const ordered = orderForRider(open.stations, all?.stations ?? [], filters.mode);
  const nothing = ordered.onArrival.length + ordered.otherwise.length === 0;
  const blockers = nothing && countOf(filters) > 0 ? await answers.blockers(filters.arrival ? wanted : question) : [];
  return { ...ordered, now: rider.now(), now_text: open.now, blockers };
}

/** Within so many metres a station must be for something to be found. */
const FOUND_WITHIN_M = 1000;

/** For those who agree, and only of where they are themselves. */
async function tellOfUse(rider: Rider, at: Wgs84, { onArrival, now_text }: Found): Promise<void> {
  if (!rider.settings.tells_use || !rider.usage || rider.whereabouts.where.value.state !== "here") return;
  const found = onArrival.some(({ distance_m }) => distance_m <= FOUND_WITHIN_M);
  // A list is more than what is told of it.
  await rider.usage().then((usage) => usage.saw(at, now_text, found), () => undefined);
}

/** Asks again every minute while somebody looks, and when they look again. */
function keepFresh(ask: () => Promise<void>): void {
  let asked_ms = Date.now();
  const look = (): void => {
    if (document.hidden || Date.now() - asked_ms < FRESH_MS) return;
    asked_ms = Date.now();
    void ask();
  };
  const timer = setInterval(look, FRESH_MS);
  document.addEventListener("visibilitychange", look);
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  });
}
