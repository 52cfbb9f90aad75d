import { expect, test } from "vitest";
import { Refusal } from "../../account/api";
import { createQueue, type Shelf, type Waiting } from "./waiting";

function shelf(...all: Waiting[]): Shelf & { all: Waiting[] } {
  return { all, read() { return this.all; }, write(now) { this.all = now; } };
}

const visit = (key: string, more: Partial<Waiting> = {}): Waiting => ({ key, account: "me", station: "LZ-1", name: "湖心", version: 1, body: {}, ...more });
const refusal = (status: number): Refusal => new Refusal(status, undefined);
const words = (error: unknown): string => (error instanceof Refusal ? String(error.status) : "");

test("a visit that arrives is not kept", async () => {
  const kept = shelf();
  const sent: string[] = [];
  const queue = createQueue((one) => Promise.resolve(sent.push(one.key)), kept, words);
  expect(await queue.send(visit("one"))).toBe("filed");
  expect([sent, kept.all]).toEqual([["one"], []]);
});

test.each([0, 401, 429, 503])("a visit that meets %i is kept and sent later, once", async (status) => {
  const kept = shelf();
  let isUp = false;
  const sent: string[] = [];
  const queue = createQueue((one) => (isUp ? Promise.resolve(sent.push(one.key)) : Promise.reject(refusal(status))), kept, words);
  expect(await queue.send(visit("one"))).toBe("kept");
  expect(queue.all.value.map(({ key }) => key)).toEqual(["one"]);
  isUp = true;
  await queue.flush("me");
  await queue.flush("me");
  expect([sent, kept.all]).toEqual([["one"], []]);
});

test("a visit that the server does not take is not kept: whoever is at it is told", async () => {
  const kept = shelf();
  const queue = createQueue(() => Promise.reject(refusal(412)), kept, words);
  await expect(queue.send(visit("one"))).rejects.toThrow();
  expect(kept.all).toEqual([]);
});

test("one that is refused later stays with the reason, and nobody sends somebody else's", async () => {
  const kept = shelf(visit("mine"), visit("other", { account: "you" }));
  const tried: string[] = [];
  const queue = createQueue((one) => { tried.push(one.key); return Promise.reject(refusal(412)); }, kept, words);
  await queue.flush("me");
  await queue.flush("me");
  expect(tried).toEqual(["mine"]);
  expect(queue.all.value.map(({ key, refused }) => [key, refused])).toEqual([["mine", "412"], ["other", undefined]]);
  queue.forget("mine");
  expect(kept.all.map(({ key }) => key)).toEqual(["other"]);
});
