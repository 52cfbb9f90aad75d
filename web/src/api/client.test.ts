import { expect, test } from "vitest";
import { addressOf, createClient } from "./client";
import { asFailure, type Failure } from "./failure";

const problem = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ type: "/problems/x", title: "x", status, detail: "怎么办" }), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });

async function failure(answer: () => Promise<Response>, timeout_ms = 1000): Promise<Failure> {
  const client = createClient({ lang: () => "zh", fetch: answer, timeout_ms });
  return client.get("/api/v1/amenities").then(() => { throw new Error("answered"); }, asFailure);
}

test.each<[string, () => Promise<Response>, Partial<Failure>]>([
  ["no network", () => Promise.reject(new TypeError("failed")), { kind: "offline" }],
  ["429", () => Promise.resolve(problem(429, { "retry-after": "7" })), { kind: "busy", retry_after_s: 7 }],
  ["500", () => Promise.resolve(problem(500)), { kind: "server" }],
  ["a proxy's page", () => Promise.resolve(new Response("<h1>502</h1>", { status: 502 })), { kind: "server", problem: undefined }],
  ["400", () => Promise.resolve(problem(400)), { kind: "refused", message: "怎么办" }],
  ["404", () => Promise.resolve(problem(404)), { kind: "missing" }],
  ["something else than JSON", () => Promise.resolve(new Response("hello")), { kind: "offline" }],
])("%s becomes a failure that can be told", async (_name, answer, expected) => {
  expect(await failure(answer)).toMatchObject(expected);
});

test("an answer that does not come in time is called slow", async () => {
  const never = (_address: string, init: RequestInit) =>
    new Promise<Response>((_resolve, reject) => init.signal?.addEventListener("abort", () => { reject(new Error("aborted")); }));
  const client = createClient({ lang: () => "zh", fetch: never, timeout_ms: 10 });
  await expect(client.get("/api/v1/amenities")).rejects.toMatchObject({ kind: "slow" });
});

test("the question is written with its language, and what is undefined is left out", async () => {
  const asked: [string, RequestInit][] = [];
  const client = createClient({
    lang: () => "en",
    fetch: (...call) => {
      asked.push(call);
      return Promise.resolve(Response.json({}));
    },
  });
  await client.get("/api/v1/stations/nearest", { query: { lat: 39.9, lon: 116.4, open: undefined } });
  expect(asked[0]?.[0]).toBe("/api/v1/stations/nearest?lat=39.9&lon=116.4");
  expect(asked[0]?.[1].headers).toEqual({ "accept-language": "en" });
});

test("what stands in an address is escaped", () => {
  expect(addressOf("/s/{code}", { path: { code: "a/b?c" } })).toBe("/s/a%2Fb%3Fc");
});
