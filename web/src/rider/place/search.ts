// Looks for places and stations while somebody types.
import { onScopeDispose, ref, shallowRef, watch, type Ref } from "vue";
import { asFailure, type Failure } from "../../api/failure";
import type { FoundPlace, Station } from "../../api/types";
import type { Answers } from "../ports";

export interface PlaceSearch {
  /** What is typed. */
  readonly q: Ref<string>;
  /** What was found, and for which words. */
  readonly found: Readonly<Ref<{ q: string; places: FoundPlace[]; stations: Station[] } | undefined>>;
  readonly failure: Readonly<Ref<Failure | undefined>>;
  readonly asking: Readonly<Ref<boolean>>;
  readonly ask: () => Promise<void>;
}

/** A thumb is slower than this between two letters of a word, an input method is not. */
const PAUSE_MS = 180;
const PLACES = 8;
const STATIONS = 12;

export function usePlaceSearch(answers: Pick<Answers, "places" | "search">): PlaceSearch {
  const q = ref("");
  const found = shallowRef<{ q: string; places: FoundPlace[]; stations: Station[] }>();
  const failure = shallowRef<Failure>();
  const asking = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  async function ask(): Promise<void> {
    const words = q.value.trim();
    const mine = ++turn;
    if (words === "") {
      found.value = failure.value = undefined;
      asking.value = false;
      return;
    }
    asking.value = true;
    try {
      const [places, stations] = await Promise.all([answers.places(words, PLACES), answers.search(words, STATIONS)]);
      if (mine !== turn) return;
      found.value = { q: words, places, stations };
      failure.value = undefined;
    } catch (error) {
      if (mine === turn) failure.value = asFailure(error);
    }
    asking.value = false;
  }

  watch(q, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE_MS);
  });
  onScopeDispose(() => { clearTimeout(timer); });
  return { q, found, failure, asking, ask };
}
