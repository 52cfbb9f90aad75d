// One station, with all that is public about it.
import { onScopeDispose, shallowRef, watch, type Ref } from "vue";
import { asFailure, type Failure } from "../../api/failure";
import type { StationDetail } from "../../api/types";
import type { Rider } from "../rider";
import { useRetry } from "../trouble/retry";

export interface OneStation {
  readonly detail: Readonly<Ref<StationDetail | undefined>>;
  readonly failure: Readonly<Ref<Failure | undefined>>;
  readonly retry_in_s: Readonly<Ref<number | undefined>>;
  readonly ask: () => Promise<void>;
}

/** The states are told to the minute. */
const FRESH_MS = 60_000;

/** Whether asking again would tell nothing new. */
function isOfThisMinute(detail: StationDetail | undefined, now: Date): boolean {
  const minute = (at: Date): number => Math.floor(at.getTime() / FRESH_MS);
  return detail !== undefined && minute(new Date(detail.now)) === minute(now);
}

export function useStation(code: string, rider: Rider): OneStation {
  const detail = shallowRef(rider.shown.get(code));
  const failure = shallowRef<Failure>();

  async function ask(): Promise<void> {
    try {
      detail.value = await rider.answers.station(code);
      rider.shown.set(code, detail.value);
      failure.value = undefined;
    } catch (error) {
      // An older answer stays; what went wrong is said beside it.
      failure.value = asFailure(error);
    }
  }

  watch(() => rider.settings.lang, () => void ask());
  if (!isOfThisMinute(detail.value, rider.now())) void ask();
  const timer = setInterval(() => {
    if (!document.hidden) void ask();
  }, FRESH_MS);
  onScopeDispose(() => { clearInterval(timer); });
  return { detail, failure, ask, retry_in_s: useRetry(failure, () => void ask()) };
}
