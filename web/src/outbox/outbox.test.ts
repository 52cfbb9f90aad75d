import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { Outbox } from "./outbox";

/** A server that files by key, and whose answers or itself may be lost. */
class Server {
  readonly filed = new Map<string, string>();
  mood: "well" | "away" | "loses answers" | "busy" | "refuses" = "well";

  readonly fetch: typeof globalThis.fetch = (_input, init) => {
    if (this.mood === "away") return Promise.reject(new TypeError("offline"));
    const key = new Headers(init?.headers).get("idempotency-key") ?? "";
    if (this.mood === "busy") return Promise.resolve(new Response("{}", { status: 503 }));
    if (this.mood === "refuses") {
      return Promise.resolve(Response.json({ detail: "已撤销" }, { status: 410 }));
    }
    const receipt = this.filed.get(key) ?? `R${String(this.filed.size + 1)}`;
    this.filed.set(key, receipt);
    if (this.mood === "loses answers") return Promise.reject(new TypeError("lost"));
    return Promise.resolve(Response.json({ receipt }, { status: 201 }));
  };
}

/** What browsers do for all pages of a site together: one after the other. */
let last: Promise<unknown> = Promise.resolve();
function exclusively<T>(_name: string, task: () => Promise<T>): Promise<T> {
  const mine = last.then(task);
  last = mine.catch(() => undefined);
  return mine;
}

let server: Server;
let keys = 0;

function outbox(): Outbox {
  return new Outbox({
    fetch: server.fetch,
    newKey: () => `key-${String(++keys)}`,
    now: () => new Date("2026-11-21T12:00:00Z"),
    language: () => "zh-CN",
    exclusively,
  });
}

beforeEach(() => {
  server = new Server();
});

test("what is told with a network arrives at once, with its receipt", async () => {
  const sent = await outbox().report("A-1", { problem: "closed" });
  expect(sent).toMatchObject({ state: "sent", receipt: { receipt: "R1" } });
  expect(await outbox().waiting()).toBe(0);
});

for (const mood of ["away", "busy"] as const) {
  test(`a server that is ${mood} gets it later, from another visit too, once`, async () => {
    server.mood = mood;
    expect(await outbox().confirm("A-1")).toEqual({ state: "queued" });
    expect(await outbox().waiting()).toBe(1);
    server.mood = "well";
    const nextVisit = outbox();
    await Promise.all([nextVisit.flush(), outbox().flush()]);
    expect(server.filed.size).toBe(1);
    expect(await nextVisit.waiting()).toBe(0);
  });
}

test("when the answer is lost the same item is sent again and filed once", async () => {
  server.mood = "loses answers";
  const first = outbox();
  expect(await first.report("A-1", { problem: "moved" })).toEqual({ state: "queued" });
  server.mood = "well";
  await first.flush();
  expect([...server.filed.values()]).toEqual(["R1"]);
});

test("what is refused is told and not sent again", async () => {
  server.mood = "refuses";
  const refused = await outbox().confirm("GONE");
  expect(refused).toMatchObject({ state: "refused", problem: { detail: "已撤销" } });
  expect(await outbox().waiting()).toBe(0);
});
