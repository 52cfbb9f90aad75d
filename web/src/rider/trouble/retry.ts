// Tries again by itself: after the time that the server asks for, and when the signal is back.
import { onScopeDispose, ref, watch, type Ref } from "vue";
import type { Failure } from "../../api/failure";

/** Without word from the server: often enough to be there when the signal is. */
const QUIET_RETRY_S = 15;

/** Returns the seconds until the next try, while there is one. */
export function useRetry(failure: Readonly<Ref<Failure | undefined>>, again: () => void): Readonly<Ref<number | undefined>> {
  const seconds = ref<number>();
  let timer: ReturnType<typeof setInterval> | undefined;

  function stop(): void {
    clearInterval(timer);
    seconds.value = undefined;
  }

  function tick(): void {
    seconds.value = (seconds.value ?? 1) - 1;
    if (seconds.value > 0) return;
    stop();
    again();
  }

  function online(): void {
    if (failure.value) again();
  }

  watch(failure, (now) => {
    stop();
    if (!now || now.kind === "refused" || now.kind === "missing") return;
    seconds.value = now.retry_after_s ?? QUIET_RETRY_S;
    timer = setInterval(tick, 1000);
  });
  window.addEventListener("online", online);
  onScopeDispose(() => {
    stop();
    window.removeEventListener("online", online);
  });
  return seconds;
}
