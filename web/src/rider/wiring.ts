// Which parts there are. Each is one line here; one that is missing is `undefined`, and the
// screens do not show what it would do.
import { measure_m } from "./answers/measure";
import type { Handover, Keeper, Measure, OpenMap, Outbox } from "./ports";

export interface Parts {
  /** Keeps the stations on the phone. */
  keeper: Keeper | undefined;
  outbox: (() => Promise<Outbox>) | undefined;
  handover: (() => Promise<Handover>) | undefined;
  openMap: OpenMap | undefined;
  measure: Measure;
  /** Starts the worker that opens the page without signal. */
  startWorker: (() => Promise<"kept" | "refused">) | undefined;
  /** The right time, whatever the phone's clock says. */
  now: () => Date;
  /** Learns the right time from the server's answers. */
  learnTime: (response: Response) => void;
}

/** How far the phone's clock is behind the server's, as the last answer told. */
let skew_ms = 0;

export const parts: Parts = {
  keeper: undefined,
  outbox: undefined,
  handover: undefined,
  openMap: undefined,
  measure: measure_m,
  startWorker: undefined,
  now: () => new Date(Date.now() + skew_ms),
  learnTime: (response) => {
    const server_ms = Date.parse(response.headers.get("date") ?? "");
    if (!Number.isNaN(server_ms)) skew_ms = server_ms - Date.now();
  },
};
