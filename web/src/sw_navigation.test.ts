import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { networkUnlessSlow } from "./sw_navigation";

const WAIT_MS = 3000;
const kept = (): Promise<Response> => Promise.resolve(new Response("kept"));
const page = (text: string, status = 200): Response => new Response(text, { status });
const after = (response: Response, ms: number): Promise<Response> =>
  new Promise((resolve) => setTimeout(() => { resolve(response); }, ms));

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

async function opened(ask: () => Promise<Response>, from = kept): Promise<string> {
  const answer = networkUnlessSlow(ask, from, WAIT_MS);
  await vi.advanceTimersByTimeAsync(60_000);
  return (await answer).text();
}

test.each<[string, () => Promise<Response>, string]>([
  ["the server answers", () => after(page("server"), 100), "server"],
  ["the station is gone", () => after(page("gone", 410), 100), "gone"],
  ["the station is unknown", () => after(page("unknown", 404), 100), "unknown"],
  ["there is no signal", () => Promise.reject(new TypeError("no network")), "kept"],
  ["the server is in trouble", () => after(page("trouble", 503), 100), "kept"],
  ["the server is too slow", () => after(page("late"), 10_000), "kept"],
])("when %s the page that opens is the best there is", async (_when, ask, expected) => {
  expect(await opened(ask)).toBe(expected);
});

test("when nothing is kept the server's late answer is waited for", async () => {
  const nothing = (): Promise<Response> => Promise.reject(new Error("not kept"));
  expect(await opened(() => after(page("late"), 10_000), nothing)).toBe("late");
});

test("when nothing is kept and there is no signal, the browser says so", async () => {
  const nothing = (): Promise<Response> => Promise.reject(new Error("not kept"));
  const answer = await networkUnlessSlow(() => Promise.reject(new TypeError("no network")), nothing, WAIT_MS);
  expect(answer.type).toBe("error");
});
