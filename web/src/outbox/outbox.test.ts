import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { FakeBrowser, FakeServer } from "./fake_server";
import type { Mood } from "./fake_server";
import { Outbox } from "./outbox";

let server: FakeServer;
let browser: FakeBrowser;

/** The outbox of a page that has just been opened. */
const open = (): Outbox => new Outbox(browser.page());

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  server = new FakeServer();
  browser = new FakeBrowser(server);
});

test("what is told with a network arrives at once, with its receipt", async () => {
  const outbox = open();
  const sent = await outbox.report("A-1", { problem: "broken", amenity: "aed", text: "没电" });
  expect(sent).toMatchObject({ state: "sent", receipt: { receipt: "R1" } });
  expect(await outbox.waiting()).toBe(0);
  const [request] = server.requests;
  expect(request?.path).toBe("/api/v1/stations/A-1/reports");
  expect(JSON.parse(request?.body ?? "")).toEqual({
    problem: "broken",
    amenity: "aed",
    text: "没电",
    seen_at: "2026-11-21T12:00:00.000Z",
  });
});

const TROUBLES: Mood[] = [
  "unreachable",
  "loses answers",
  "busy",
  "has a defect",
  "wants a login",
  "is behind a broken gateway",
];

describe.each(TROUBLES)("while the server %s", (trouble) => {
  test("what is told waits, outlives the page, and is filed once", async () => {
    server.mood = trouble;
    expect(await open().report("A-1", { problem: "closed" })).toEqual({ state: "queued" });
    browser.now += 3_600_000;
    server.mood = "well";
    const nextVisit = open();
    expect(await nextVisit.waiting()).toBe(1);
    await nextVisit.flush();
    expect(await nextVisit.waiting()).toBe(0);
    expect(server.count).toBe(1);
    const bodies = new Set(server.requests.map(({ key, body }) => `${key} ${body}`));
    expect(bodies.size).toBe(1);
    const [told] = await nextVisit.receipts();
    expect(told?.sent).toMatchObject({ state: "sent", receipt: { receipt: "R1" } });
  });
});

test("what is refused is told with the reason and not sent again", async () => {
  server.mood = "refuses";
  const outbox = open();
  const refused = await outbox.confirm("GONE");
  expect(refused).toMatchObject({ state: "refused", problem: { detail: "retired-station" } });
  await outbox.flush();
  expect(server.requests).toHaveLength(1);
  expect((await outbox.receipts())[0]?.sent.state).toBe("refused");
});

test("what waited and is refused later is told too", async () => {
  server.mood = "unreachable";
  const outbox = open();
  await outbox.confirm("GONE");
  const changed = vi.fn();
  outbox.onChange(changed);
  server.mood = "refuses";
  await outbox.flush();
  expect(changed).toHaveBeenCalled();
  expect((await outbox.receipts())[0]).toMatchObject({ code: "GONE", sent: { state: "refused" } });
});

test("nobody is kept waiting for a server that never answers", async () => {
  server.mood = "never answers";
  const outbox = open();
  const sent = outbox.confirm("A-1");
  await browser.pass(9);
  expect(await sent).toEqual({ state: "queued" });
});

test("two pages never send the same item, at once or one after the other", async () => {
  server.mood = "unreachable";
  await open().confirm("A-1");
  await open().report("B-2", { problem: "moved" });
  server.requests.length = 0;
  server.mood = "well";
  const pages = [open(), open(), open()];
  await Promise.all(pages.map((page) => page.flush()));
  expect(server.requests.map(({ key }) => key).sort()).toEqual(["key-1", "key-2"]);
});

test("confirming a station again on the same visit is the same confirmation", async () => {
  const outbox = open();
  const first = await outbox.confirm("A-1");
  expect(await outbox.confirm("A-1")).toEqual(first);
  expect(await open().confirm("A-1")).toEqual(first);
  expect(server.requests).toHaveLength(1);
  await outbox.confirm("B-2");
  browser.now += 13 * 3_600_000;
  await outbox.confirm("A-1");
  expect(server.count).toBe(3);
});

test("what waits is tried again by itself, at longer and longer intervals", async () => {
  server.mood = "unreachable";
  const outbox = open();
  await outbox.confirm("A-1");
  const tries: number[] = [];
  let before = server.requests.length;
  for (let second = 1; second <= 200; second += 1) {
    await browser.pass(1);
    if (server.requests.length > before) tries.push(second);
    before = server.requests.length;
  }
  expect(tries).toEqual([5, 15, 35, 75, 155]);
  server.mood = "well";
  await browser.pass(400);
  expect(await outbox.waiting()).toBe(0);
  expect(server.count).toBe(1);
});

test("when the server says how long to wait, not even a person hurries it", async () => {
  server.mood = "busy";
  const outbox = open();
  await outbox.confirm("A-1");
  server.mood = "well";
  await browser.pass(30);
  await outbox.flush();
  expect(server.requests).toHaveLength(1);
  await browser.pass(31);
  expect(server.requests).toHaveLength(2);
  expect(await outbox.waiting()).toBe(0);
});

test("an item that the server cannot digest does not hold up the others; silence does", async () => {
  server.mood = "unreachable";
  const outbox = open();
  await outbox.confirm("A-1");
  await outbox.confirm("B-2");
  server.requests.length = 0;
  await outbox.flush();
  expect(server.requests).toHaveLength(1);
  server.mood = "has a defect";
  server.requests.length = 0;
  await outbox.flush();
  expect(server.requests).toHaveLength(2);
});

test("the browser is asked to send without the page, as long as something waits", async () => {
  const outbox = open();
  await outbox.confirm("A-1");
  expect(browser.syncs).toBe(0);
  server.mood = "unreachable";
  await outbox.confirm("B-2");
  expect(browser.syncs).toBe(1);
});

test("receipts are kept without what was written, the newest first, for three months", async () => {
  const outbox = open();
  await outbox.report("A-1", { problem: "other", text: "我叫张三", photo: "AAAA" });
  browser.now += 60_000;
  await outbox.confirm("B-2");
  const told = await open().receipts();
  expect(told.map(({ code, what }) => [code, what])).toEqual([
    ["B-2", "confirmation"],
    ["A-1", "other"],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/张三|AAAA/);
  browser.now += 91 * 24 * 3_600_000;
  await outbox.flush();
  expect(await outbox.receipts()).toEqual([]);
});

describe.each(["refuses to open", "is full"])("when the phone's storage %s", (trouble) => {
  test("it is sent all the same, and the page knows that what waits is not kept", async () => {
    if (trouble === "is full") {
      vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
        throw new DOMException("full", "QuotaExceededError");
      });
    } else {
      vi.spyOn(IDBFactory.prototype, "open").mockImplementation(() => {
        throw new DOMException("private", "SecurityError");
      });
    }
    try {
      server.mood = "unreachable";
      const outbox = open();
      expect(await outbox.report("A-1", { problem: "closed" })).toEqual({ state: "queued" });
      expect([await outbox.waiting(), outbox.isKept]).toEqual([1, false]);
      server.mood = "well";
      await outbox.flush();
      expect(await outbox.waiting()).toBe(0);
      expect((await outbox.receipts())[0]?.sent.state).toBe("sent");
    } finally {
      vi.restoreAllMocks();
    }
  });
});
