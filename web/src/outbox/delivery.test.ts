import { expect, test, vi } from "vitest";
import { ATTEMPT_MS, backOffMs, deliver, retryAfterMs } from "./delivery";

const NOW = new Date("2026-11-21T12:00:00Z");
const ITEM = { key: "key-1", path: "/p", body: {}, seen_at: NOW.toISOString() };

test("Retry-After is read as seconds or as a date", () => {
  for (const [header, ms] of [
    ["60", 60_000],
    [" 0 ", 0],
    ["Sat, 21 Nov 2026 12:01:30 GMT", 90_000],
    ["Sat, 21 Nov 2026 11:00:00 GMT", 0],
    ["soon", undefined],
    ["", undefined],
    [null, undefined],
  ] as const) {
    expect(retryAfterMs(header, NOW), String(header)).toBe(ms);
  }
});

test("each wait is twice the one before, up to an hour, and spread by chance", () => {
  expect([1, 2, 3, 4].map((attempts) => backOffMs(attempts, 0.5))).toEqual([
    5_000, 10_000, 20_000, 40_000,
  ]);
  expect(backOffMs(500, 0.5)).toBe(3_600_000);
  expect([backOffMs(1, 0), backOffMs(1, 1)]).toEqual([3_750, 6_250]);
});

test("an attempt is given up in the end, and nothing follows it elsewhere", async () => {
  vi.useFakeTimers();
  try {
    const asked: RequestInit[] = [];
    const fetch: typeof globalThis.fetch = (_input, init) => {
      if (init) asked.push(init);
      return new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => {
          reject(new DOMException("aborted", "AbortError"));
        });
      });
    };
    const delivery = deliver(ITEM, { fetch, language: () => "en" }, NOW);
    await vi.advanceTimersByTimeAsync(ATTEMPT_MS + 1);
    expect(await delivery).toEqual({ kind: "later", others: "wait" });
    expect(asked[0]).toMatchObject({ method: "POST", redirect: "error", credentials: "omit" });
  } finally {
    vi.useRealTimers();
  }
});

test("an answer that is not in our form is nobody's answer", async () => {
  const plain = { "content-type": "text/html" };
  const ours = { "content-type": "application/problem+json; charset=utf-8" };
  for (const [body, init, kind] of [
    [`{"receipt":"R1"}`, { status: 201 }, "filed"],
    [`{"receipt":1}`, { status: 201 }, "later"],
    ["null", { status: 200 }, "later"],
    ["<html>", { status: 200, headers: plain }, "later"],
    [`{"detail":"x"}`, { status: 404, headers: ours }, "refused"],
    [`{"detail":"x"}`, { status: 404, headers: plain }, "later"],
    ["<html>", { status: 403, headers: ours }, "later"],
    [`{"detail":"x"}`, { status: 429, headers: ours }, "later"],
    [`{"detail":"x"}`, { status: 408, headers: ours }, "later"],
    [`{"detail":"x"}`, { status: 503, headers: ours }, "later"],
  ] as const) {
    const fetch = (): Promise<Response> => Promise.resolve(new Response(body, init));
    const delivery = await deliver(ITEM, { fetch, language: () => "en" }, NOW);
    expect(delivery.kind, `${String(init.status)} ${body}`).toBe(kind);
  }
});
