// What a person tells us, kept until it has arrived: queued without a network, sent once when
// there is one, never twice. Each item has a key of its own, so that the server knows it again
// when an answer was lost on the way.
import { backOffMs, deliver } from "./delivery";
import type { Item, Report, Sent, Told, What } from "./item";
import { Shelf } from "./shelf";

export type { Report, Sent, Told } from "./item";

/** What of the browser is needed; given by tests. */
export interface Surroundings {
  fetch: typeof globalThis.fetch;
  newKey: () => string;
  now: () => Date;
  language: () => string;
  /** Runs a task while no other page runs one under the same name. */
  exclusively: <T>(name: string, task: () => Promise<T>) => Promise<T>;
  /** Runs a task later; what it returns calls it off. */
  after?: (ms: number, task: () => void) => () => void;
  /** Asks the browser to send what waits when the page is closed, if it can. */
  sendWithoutPage?: () => void;
  /** From 0 to 1. */
  chance?: () => number;
}

const LOCK = "yizhan-outbox";

/** After this long somebody who told something is not kept waiting for the answer. */
const PATIENCE_MS = 8_000;

/** Within this time a second confirmation of one station is the first one again. */
const SAME_VISIT_MS = 12 * 3_600_000;

/** For how long receipts are kept on the phone. */
const KEPT_MS = 90 * 24 * 3_600_000;

/** From when on an item may be sent, epoch milliseconds. */
type DueAt = (item: Item) => number;
const atOnce: DueAt = () => 0;
const whenTheServerTakesIt: DueAt = (item) => item.not_before ?? 0;
const byItself: DueAt = (item) => item.next_at ?? 0;

export class Outbox {
  private readonly shelf = new Shelf();
  private readonly listeners = new Set<() => void>();
  private callOff: (() => void) | undefined;

  constructor(private readonly here: Surroundings) {}

  /** Whether what waits outlives the page. */
  get isKept(): boolean {
    return this.shelf.isKept;
  }

  report(code: string, report: Report): Promise<Sent> {
    const path = `/api/v1/stations/${encodeURIComponent(code)}/reports`;
    return this.post(code, report.problem, path, report);
  }

  /** Confirming the same station again on the same visit is told only once. */
  async confirm(code: string): Promise<Sent> {
    const since = this.here.now().getTime() - SAME_VISIT_MS;
    const before = (await this.shelf.told()).find(
      ({ what, code: at, seen_at, sent }) =>
        what === "confirmation" && at === code && Date.parse(seen_at) > since && sent.state !== "refused",
    );
    if (before !== undefined) return before.sent;
    const path = `/api/v1/stations/${encodeURIComponent(code)}/confirmations`;
    return this.post(code, "confirmation", path, {});
  }

  /** How many items wait for a network. */
  async waiting(): Promise<number> {
    return (await this.shelf.items()).length;
  }

  /** What was told from this phone, the newest first, with receipts where there are some. */
  async receipts(): Promise<Told[]> {
    return (await this.shelf.told()).reverse();
  }

  /** Calls a listener whenever `waiting` or `receipts` may have changed, until it is called off. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Sends what waits, now. What cannot be sent now goes on waiting. */
  async flush(): Promise<void> {
    await this.sendAll(whenTheServerTakesIt);
  }

  private async post(code: string, what: What, path: string, body: Item["body"]): Promise<Sent> {
    const item: Item = {
      key: this.here.newKey(),
      path,
      body,
      seen_at: this.here.now().toISOString(),
    };
    // Kept before it is sent: a page that is closed meanwhile loses nothing.
    await this.shelf.put(item, {
      key: item.key,
      code,
      what,
      seen_at: item.seen_at,
      sent: { state: "queued" },
    });
    this.changed();
    const sending = this.send(item.key, atOnce).then(
      ({ sent }) => sent,
      (): Sent => ({ state: "queued" }),
    );
    const patience = new Promise<Sent>((resolve) => {
      const callOff = this.after(PATIENCE_MS, () => {
        resolve({ state: "queued" });
      });
      void sending.then(callOff, callOff);
    });
    const sent = await Promise.race([sending, patience]);
    if (sent.state === "queued") await this.sendLater();
    return sent;
  }

  /** Sends those items whose time has come. */
  private async sendAll(dueAt: DueAt): Promise<void> {
    for (const item of await this.shelf.items()) {
      const { others } = await this.send(item.key, dueAt);
      if (others === "wait") break;
    }
    await this.sendLater();
  }

  /** Sends one item, unless another page does or did, or its time has not come. */
  private send(key: string, dueAt: DueAt): Promise<{ sent: Sent; others: "try" | "wait" }> {
    return this.here.exclusively(`${LOCK} ${key}`, async () => {
      const [item, told] = await Promise.all([this.shelf.item(key), this.shelf.toldAs(key)]);
      const isDue = item !== undefined && dueAt(item) <= this.here.now().getTime();
      if (!isDue || told === undefined) {
        return { sent: told?.sent ?? { state: "queued" }, others: "try" };
      }
      const delivery = await deliver(item, this.here, this.here.now());
      if (delivery.kind === "later") {
        await this.shelf.put(this.tried(item, delivery.retry_after_ms), told);
        return { sent: { state: "queued" }, others: delivery.others };
      }
      const sent: Sent =
        delivery.kind === "filed"
          ? { state: "sent", receipt: delivery.receipt }
          : { state: "refused", problem: delivery.problem };
      await this.shelf.settle({ ...told, sent });
      this.changed();
      return { sent, others: "try" };
    });
  }

  private tried(item: Item, retry_after_ms: number | undefined): Item {
    const attempts = (item.attempts ?? 0) + 1;
    const now = this.here.now().getTime();
    const wait = backOffMs(attempts, (this.here.chance ?? Math.random)());
    const not_before = now + (retry_after_ms ?? 0);
    return { ...item, attempts, not_before, next_at: Math.max(now + wait, not_before) };
  }

  /** Sees to it that what waits is tried again by itself, with or without this page. */
  private async sendLater(): Promise<void> {
    this.callOff?.();
    this.callOff = undefined;
    const items = await this.shelf.items();
    if (items.length === 0) {
      await this.forgetTheOld();
      return;
    }
    this.here.sendWithoutPage?.();
    const now = this.here.now().getTime();
    const next = Math.min(...items.map((item) => item.next_at ?? now + PATIENCE_MS));
    this.callOff = this.after(Math.max(next - now, 1_000), () => {
      void this.sendAll(byItself);
    });
  }

  private async forgetTheOld(): Promise<void> {
    const before = this.here.now().getTime() - KEPT_MS;
    const old = (await this.shelf.told()).filter((told) => Date.parse(told.seen_at) < before);
    if (old.length > 0) await this.shelf.forget(old.map((told) => told.key));
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  private after(ms: number, task: () => void): () => void {
    if (this.here.after !== undefined) return this.here.after(ms, task);
    const timer = setTimeout(task, ms);
    return () => {
      clearTimeout(timer);
    };
  }
}
