// What tests of the outbox send to: a server that files by key as ours does, and the network before
// it, which fails as networks do.
import type { Surroundings } from "./outbox";

export type Mood =
  | "well"
  | "unreachable"
  /** It files, and the answer does not arrive. */
  | "loses answers"
  | "never answers"
  | "busy"
  | "has a defect"
  | "refuses"
  /** Somebody before the server answers: a network that wants a login, a gateway. */
  | "wants a login"
  | "is behind a broken gateway";

export class FakeServer {
  mood: Mood = "well";
  readonly requests: { path: string; key: string; body: string }[] = [];
  private readonly filed = new Map<string, { receipt: string; body: string }>();

  /** How many things it has filed. */
  get count(): number {
    return this.filed.size;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const key = new Headers(init?.headers).get("idempotency-key") ?? "";
    const body = typeof init?.body === "string" ? init.body : "";
    this.requests.push({ path: input as string, key, body });
    switch (this.mood) {
      case "well":
        return this.file(key, body);
      case "unreachable":
        throw new TypeError("Failed to fetch");
      case "loses answers":
        this.file(key, body);
        throw new TypeError("Failed to fetch");
      case "never answers":
        return new Promise(() => undefined);
      case "busy":
        return problem(429, "too-many-requests", { "retry-after": "60" });
      case "has a defect":
        return problem(500, "internal");
      case "refuses":
        return problem(410, "retired-station");
      case "wants a login":
        return new Response("<html>Login", { headers: { "content-type": "text/html" } });
      case "is behind a broken gateway":
        return new Response("<html>Not Found", { status: 404 });
    }
    return await Promise.reject(new Error("no such mood"));
  };

  private file(key: string, body: string): Response {
    const before = this.filed.get(key);
    if (before !== undefined && before.body !== body) return problem(422, "key-reused");
    const receipt = before?.receipt ?? `R${String(this.filed.size + 1)}`;
    this.filed.set(key, { receipt, body });
    return Response.json({ receipt }, { status: before === undefined ? 201 : 200 });
  }
}

function problem(status: number, slug: string, headers: Record<string, string> = {}): Response {
  const body = JSON.stringify({ type: `/problems/${slug}`, title: slug, status, detail: slug });
  const type = { "content-type": "application/problem+json; charset=utf-8" };
  return new Response(body, { status, headers: { ...type, ...headers } });
}

/** A browser of which tests turn the clock; its pages share storage and locks. */
export class FakeBrowser {
  now = Date.parse("2026-11-21T12:00:00Z");
  syncs = 0;
  private keys = 0;
  private timers: { at: number; task: () => void }[] = [];
  private readonly locks = new Map<string, Promise<unknown>>();

  constructor(private readonly server: FakeServer) {}

  /** What a page of it gets. */
  page(): Surroundings {
    return {
      fetch: this.server.fetch,
      newKey: () => `key-${String(++this.keys)}`,
      now: () => new Date(this.now),
      language: () => "zh-CN",
      chance: () => 0.5,
      sendWithoutPage: () => {
        this.syncs += 1;
      },
      after: (ms, task) => {
        const timer = { at: this.now + ms, task };
        this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((other) => other !== timer);
        };
      },
      exclusively: (name, task) => {
        const before = this.locks.get(name) ?? Promise.resolve();
        const mine = before.then(task);
        this.locks.set(name, mine.catch(() => undefined));
        return mine;
      },
    };
  }

  /** Seconds go by; what was to be done in them is done. */
  async pass(seconds: number): Promise<void> {
    const end = this.now + seconds * 1000;
    for (;;) {
      await settle();
      const [first] = this.timers.sort((a, b) => a.at - b.at);
      if (first === undefined || first.at > end) break;
      this.timers.shift();
      this.now = Math.max(this.now, first.at);
      first.task();
    }
    this.now = end;
    await settle();
  }
}

/** Lets promises and the fake storage come to rest. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
