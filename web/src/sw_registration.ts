// Starts the worker that keeps the page on the phone. The page never depends on it: inside
// WeChat, in private windows and on old phones there is none, and everything else works.

import { TAKE_OVER } from "./sw_message";

export type WorkerState =
  /** The page opens without signal from now on. */
  | "kept"
  /** There is no such thing here, or the browser would not have it. */
  | "refused";

/** What of the browser is needed; given by tests. */
export interface Surroundings {
  workers: Pick<ServiceWorkerContainer, "register" | "controller" | "addEventListener"> | undefined;
  /** Whether nobody has touched the page since it was opened. */
  isUntouched(): boolean;
  reload(): void;
}

/** To be called once, when the first view is there and the phone has time. Never throws. */
export async function startWorker(here: Surroundings = browser()): Promise<WorkerState> {
  if (!here.workers) return "refused";
  try {
    const registration = await here.workers.register("/sw.js", { updateViaCache: "none" });
    if (registration.waiting && here.workers.controller) letIn(registration.waiting, here);
    return "kept";
  } catch {
    // WeChat, a private window, a full disk, a certificate that the phone does not trust: the
    // reason helps nobody, because the page goes on without.
    return "refused";
  }
}

/**
 * A version that was fetched last time takes over now, and the page starts again on it. Once
 * somebody has touched the page it stays as it is, and the version waits for the next start.
 */
function letIn(waiting: ServiceWorker, here: Surroundings): void {
  if (!here.isUntouched()) return;
  here.workers?.addEventListener(
    "controllerchange",
    () => {
      if (here.isUntouched()) here.reload();
    },
    { once: true },
  );
  waiting.postMessage(TAKE_OVER);
}

let touched = false;

function browser(): Surroundings {
  return {
    workers: "serviceWorker" in navigator ? navigator.serviceWorker : undefined,
    isUntouched: () => !touched,
    reload: () => { location.reload(); },
  };
}

if (typeof window !== "undefined") {
  for (const event of ["pointerdown", "keydown", "input"]) {
    window.addEventListener(event, () => { touched = true; }, { once: true, capture: true, passive: true });
  }
}
