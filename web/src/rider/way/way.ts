// Asks for the stations on the way.
import { computed, ref, shallowRef, watch, type Ref } from "vue";
import { asFailure, type Failure } from "../../api/failure";
import type { StationOnTheWay } from "../../api/types";
import type { OnTheWayQuestion } from "../../engine/question";
import { filterOf } from "../find/filters";
import type { Rider } from "../rider";
import { useRetry } from "../trouble/retry";
import { positionOf } from "../where/where";
import { openFirst } from "./order";

export interface OnTheWay {
  /** What is open on arrival first, then by the extra time. */
  readonly stops: Readonly<Ref<StationOnTheWay[] | undefined>>;
  /** Without a stop. */
  readonly direct_s: Readonly<Ref<number | undefined>>;
  readonly failure: Readonly<Ref<Failure | undefined>>;
  readonly retry_in_s: Readonly<Ref<number | undefined>>;
  readonly asking: Readonly<Ref<boolean>>;
  /** Civil time with the district's offset, of the answer. */
  readonly now_text: Readonly<Ref<string>>;
  readonly ask: () => Promise<void>;
}

const SHOWN = 20;

export function useOnTheWay(rider: Rider): OnTheWay {
  const stops = shallowRef<StationOnTheWay[]>();
  const direct_s = ref<number>();
  const failure = shallowRef<Failure>();
  const asking = ref(false);
  const now_text = ref("");
  let turn = 0;

  const question = computed((): OnTheWayQuestion | undefined => {
    const from = positionOf(rider.whereabouts.where.value);
    const to = rider.destination.value;
    if (!from || !to) return undefined;
    const ends = { from_lat: from.lat, from_lon: from.lon, to_lat: to.lat, to_lon: to.lon };
    return { ...ends, ...filterOf(rider.filters), mode: rider.filters.mode, limit: SHOWN };
  });

  async function ask(): Promise<void> {
    const mine = ++turn;
    const asked = question.value;
    if (!asked) {
      stops.value = undefined;
      return;
    }
    asking.value = true;
    try {
      const [open, all] = await Promise.all([
        rider.answers.onTheWay({ ...asked, open: "arrival" }),
        rider.filters.arrival ? undefined : rider.answers.onTheWay(asked),
      ]);
      if (mine !== turn) return;
      stops.value = openFirst(open.stations, all?.stations ?? []).slice(0, SHOWN);
      direct_s.value = asked.mode === "walk" ? open.direct.travel.walk_s : open.direct.travel.ebike_s;
      now_text.value = open.now;
      failure.value = undefined;
    } catch (error) {
      if (mine === turn) failure.value = asFailure(error);
    } finally {
      if (mine === turn) asking.value = false;
    }
  }

  watch([question, () => rider.filters.arrival, () => rider.settings.lang], () => void ask(), { immediate: true });
  return { stops, direct_s, failure, asking, now_text, ask, retry_in_s: useRetry(failure, () => void ask()) };
}
