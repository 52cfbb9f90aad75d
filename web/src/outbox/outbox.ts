// What a person tells us, kept until it has arrived: queued without a network, sent once when
// there is one, never twice. Each item has a key of its own, so that the server knows it again
// when an answer was lost on the way.
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase } from "idb";
import type { Problem, ReceiptAnswer } from "../api/types";

/** What can be told. */
export interface Report {
  problem: "closed" | "moved" | "broken" | "wrong_hours" | "other";
  amenity?: string;
  text?: string;
  /** JPEG in base64. */
  photo?: string;
}

/** What became of an item. */
export type Sent =
  | { state: "sent"; receipt: ReceiptAnswer }
  | { state: "queued" }
  | { state: "refused"; problem: Problem | undefined };

interface Item {
  key: string;
  path: string;
  body: Report | Record<string, never>;
  /** RFC 3339: what is sent later was still seen now. */
  seen_at: string;
}

interface Schema extends DBSchema {
  items: { key: string; value: Item };
}

/** What of the browser is needed; given by tests. */
export interface Surroundings {
  fetch: typeof globalThis.fetch;
  newKey: () => string;
  now: () => Date;
  language: () => string;
  /** Runs a task while no other page runs one under the same name. */
  exclusively: <T>(name: string, task: () => Promise<T>) => Promise<T>;
}

/** Only one page at a time sends, so that two tabs do not send the same. */
const LOCK = "yizhan-outbox";

export class Outbox {
  /** For phones without storage. */
  private readonly memory = new Map<string, Item>();
  private database: Promise<IDBPDatabase<Schema> | undefined> | undefined;

  constructor(private readonly here: Surroundings) {}

  report(code: string, report: Report): Promise<Sent> {
    return this.post(`/api/v1/stations/${encodeURIComponent(code)}/reports`, report);
  }

  confirm(code: string): Promise<Sent> {
    return this.post(`/api/v1/stations/${encodeURIComponent(code)}/confirmations`, {});
  }

  /** How many items wait for a network. */
  async waiting(): Promise<number> {
    return (await this.all()).length;
  }

  /** Sends what waits. What cannot be sent now goes on waiting. */
  async flush(): Promise<void> {
    await this.here.exclusively(LOCK, async () => {
      for (const item of await this.all()) {
        if ((await this.send(item)).state === "queued") return;
      }
    });
  }

  private async post(path: string, body: Item["body"]): Promise<Sent> {
    const { newKey, now } = this.here;
    const item: Item = { key: newKey(), path, body, seen_at: now().toISOString() };
    // Kept before it is sent: a page that is closed meanwhile loses nothing.
    await this.keep(item);
    return this.here.exclusively(LOCK, () => this.send(item));
  }

  private async send(item: Item): Promise<Sent> {
    let response: Response;
    try {
      response = await this.here.fetch(item.path, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "accept-language": this.here.language(),
          "idempotency-key": item.key,
        },
        body: JSON.stringify({ ...item.body, seen_at: item.seen_at }),
      });
    } catch {
      return { state: "queued" };
    }
    const { status } = response;
    if (status === 408 || status === 429 || status >= 500) return { state: "queued" };
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) {
      if (answer === undefined) return { state: "queued" };
      await this.forget(item);
      return { state: "sent", receipt: answer as ReceiptAnswer };
    }
    await this.forget(item);
    return { state: "refused", problem: answer as Problem | undefined };
  }

  private async all(): Promise<Item[]> {
    const stored = await this.open()
      .then((database) => database?.getAll("items"))
      .catch(() => undefined);
    const items = new Map(this.memory);
    for (const item of stored ?? []) items.set(item.key, item);
    return [...items.values()];
  }

  private async keep(item: Item): Promise<void> {
    try {
      const database = await this.open();
      if (database === undefined) throw new Error("no storage");
      await database.put("items", item);
    } catch {
      this.memory.set(item.key, item);
    }
  }

  private async forget(item: Item): Promise<void> {
    this.memory.delete(item.key);
    await this.open()
      .then((database) => database?.delete("items", item.key))
      .catch(() => undefined);
  }

  private open(): Promise<IDBPDatabase<Schema> | undefined> {
    this.database ??= openDB<Schema>("yizhan-outbox", 1, {
      upgrade: (database) => {
        database.createObjectStore("items", { keyPath: "key" });
      },
    }).catch(() => undefined);
    return this.database;
  }
}
