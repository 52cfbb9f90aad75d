// Which parts there are. Each is one line here; one that is missing is `undefined`, and the
// screens do not show what it would do.
import { clockSkewMs, learnFrom, now } from "../engine/clock";
import { startWorker } from "../sw_registration";
import { keepOnPhone } from "./parts/keeper";
import type { HandoverNeeds } from "./parts/handover";
import type { OutboxNeeds } from "./parts/outbox";
import type { UsageNeeds } from "./parts/usage";
import type { Handover, Keeper, OpenMap, Outbox, UsageTeller } from "./ports";

export interface Parts {
  /** Keeps the stations on the phone. */
  keeper: Keeper | undefined;
  openOutbox: ((needs: OutboxNeeds) => Promise<Outbox>) | undefined;
  openHandover: ((needs: HandoverNeeds) => Promise<Handover>) | undefined;
  openMap: OpenMap | undefined;
  /** Tells of demand, for those who agree. */
  openUsage: ((needs: UsageNeeds) => Promise<UsageTeller>) | undefined;
  /** Starts the worker that opens the page without signal. */
  startWorker: (() => Promise<"kept" | "refused">) | undefined;
  /** The right time, whatever the phone's clock says. */
  now: () => Date;
  /** How far the phone's clock is behind the server's; 0 when they agree. */
  clockSkew_ms: () => number;
  /** Learns the right time from the server's answers. */
  learnTime: (response: Response) => void;
}

export const parts: Parts = {
  keeper: keepOnPhone(),
  openOutbox: async (needs) => (await import("./parts/outbox")).openOutbox(needs),
  openHandover: async (needs) => (await import("./parts/handover")).openHandover(needs),
  openMap: async (container, options) => (await import("../map/rider_map")).createRiderMap(container, options),
  openUsage: async (needs) => (await import("./parts/usage")).openUsage(needs),
  startWorker: import.meta.env.PROD ? () => startWorker() : undefined,
  now,
  clockSkew_ms: clockSkewMs,
  learnTime: (response) => { learnFrom(response.headers.get("date")); },
};
