// What the page says to the worker.

/** Asks a new version that waits to come in now. */
export const TAKE_OVER = "yizhan:take-over";
