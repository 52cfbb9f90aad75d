// Things that can wait until the phone has nothing better to do.

const WAIT_MS = 2000;

export function whenIdle(work: () => void): void {
  // Safari has no idle callbacks.
  if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: WAIT_MS });
  else setTimeout(work, 200);
}
