import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import { Keeper } from "../../src/engine/keeper";
import { packText, placesText } from "./vectors";

beforeEach(() => { vi.stubGlobal("indexedDB", new IDBFactory()); });

/** The server: with each tag it has other data; nobody is there without one. */
function server(): { fetch: typeof globalThis.fetch; tag: string | undefined } {
  const told = {
    tag: "1" as string | undefined,
    fetch: ((url: string, init?: RequestInit) => {
      if (told.tag === undefined) return Promise.reject(new TypeError("offline"));
      const held = new Headers(init?.headers).get("if-none-match");
      if (held === told.tag) return Promise.resolve(new Response(null, { status: 304 }));
      const body = url.includes("places") ? placesText() : packText();
      return Promise.resolve(new Response(body, { headers: { etag: told.tag } }));
    }) as typeof globalThis.fetch,
  };
  return told;
}

test("what the phone has is read once, until the server has something new", async () => {
  const there = server();
  const keeper = new Keeper(there.fetch);
  expect(await keeper.refresh()).toBe("new");
  const first = await keeper.atlas();
  expect(first?.revision).toBe(1);

  expect(await keeper.refresh()).toBe("same");
  there.tag = undefined;
  expect(await keeper.refresh()).toBe("offline");
  expect(await keeper.atlas()).toBe(first);

  there.tag = "2";
  expect(await keeper.refresh()).toBe("new");
  expect(await keeper.atlas()).not.toBe(first);
});

test("data that are still right are as fresh as the last time when the server said so", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T19:50:00+08:00") });
  const there = server();
  const keeper = new Keeper(there.fetch);
  await keeper.refresh();
  vi.setSystemTime(new Date("2026-11-25T19:50:00+08:00"));
  expect(keeper.isStale).toBe(true);
  await keeper.refresh();
  expect(keeper.isStale).toBe(false);
  vi.useRealTimers();
});
