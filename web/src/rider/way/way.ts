// Asks for the stations on the way, and orders them by the extra time.
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import { asFailure, type Failure } from "../../api/failure";
import { measure_m } from "../answers/measure";
import { filterOf } from "../find/filters";
import type { Rider } from "../rider";
import { useRetry } from "../trouble/retry";
import { positionOf } from "../where/where";
import { estimate_s, orderByDetour, pointsAlong, type Detour, type Journey } from "./detour";

export interface OnTheWay {
  readonly detours: Readonly<Ref<Detour[] | undefined>>;
  /** Without a stop. */
  readonly direct_s: ComputedRef<number | undefined>;
  readonly failure: Readonly<Ref<Failure | undefined>>;
  readonly retry_in_s: Readonly<Ref<number | undefined>>;
  readonly asking: Readonly<Ref<boolean>>;
  /** Civil time with the district's offset, of the answer. */
  readonly now_text: Readonly<Ref<string>>;
  readonly ask: () => Promise<void>;
}

const STEP_M = 1500;
const MOST_POINTS = 6;
const AT_EACH = 20;
const SHOWN = 20;

export function useOnTheWay(rider: Rider): OnTheWay {
  const detours = shallowRef<Detour[]>();
  const failure = shallowRef<Failure>();
  const asking = ref(false);
  const now_text = ref("");
  let turn = 0;

  const journey = computed((): Omit<Journey, "now"> | undefined => {
    const from = positionOf(rider.whereabouts.where.value);
    const to = rider.destination.value;
    return from && to ? { from, to, mode: rider.filters.mode } : undefined;
  });

  async function ask(): Promise<void> {
    const mine = ++turn;
    if (!journey.value) {
      detours.value = undefined;
      return;
    }
    asking.value = true;
    const now = { ...journey.value, now: rider.now() };
    try {
      const answers = await askAlong(rider, now);
      if (mine !== turn) return;
      const ordered = orderByDetour(answers.flatMap((answer) => answer.stations), now, measure_m);
      detours.value = ordered.filter((detour) => detour.openOnArrival || !rider.filters.arrival).slice(0, SHOWN);
      now_text.value = answers[0]?.now ?? "";
      failure.value = undefined;
    } catch (error) {
      if (mine === turn) failure.value = asFailure(error);
    } finally {
      if (mine === turn) asking.value = false;
    }
  }

  watch([journey, () => ({ ...rider.filters }), () => rider.settings.lang], () => void ask(), { immediate: true });
  return {
    detours,
    failure,
    asking,
    now_text,
    ask,
    retry_in_s: useRetry(failure, () => void ask()),
    direct_s: computed(() =>
      journey.value ? estimate_s(measure_m(journey.value.from, journey.value.to), journey.value.mode) : undefined,
    ),
  };
}

/** Half of each answer is open on arrival, so that a night does not leave closed doors alone. */
function askAlong(rider: Rider, { from, to, mode }: Journey) {
  const points = pointsAlong(from, to, measure_m, STEP_M, MOST_POINTS);
  const asked = points.map((point) => ({ ...point, ...filterOf(rider.filters), mode, limit: AT_EACH }));
  const kinds = rider.filters.arrival ? [{ open: "now" }] : [{}, { open: "now" }];
  return Promise.all(asked.flatMap((question) => kinds.map((kind) => rider.answers.nearest({ ...question, ...kind }))));
}
