import { expect, test, vi } from "vitest";
import { shareStation, stationLink, type Sharer, type ShareOutcome } from "./share";

const station = { code: "LZ-1", name: "湖心驿站", address: "湖心路1号" };
const LINK = "https://yizhan.example/s/LZ-1";
const fails = (name: string) => () => Promise.reject(new DOMException("no", name));

test.each<[string, Sharer["share"], boolean, ShareOutcome]>([
  ["the phone shares", () => Promise.resolve(), true, "shared"],
  ["the person closes the sheet", fails("AbortError"), true, "dismissed"],
  ["the phone may not share", fails("NotAllowedError"), true, "copied"],
  ["there is no sheet", undefined, true, "copied"],
  ["there is no sheet and no clipboard", undefined, false, "failed"],
])("when %s, that is what is told", async (_when, share, copies, outcome) => {
  const copy = vi.fn<Sharer["copy"]>(() => Promise.resolve(copies));
  expect(await shareStation(station, { origin: "https://yizhan.example", share, copy })).toBe(outcome);
  if (outcome === "copied" || outcome === "failed") expect(copy).toHaveBeenCalledWith(LINK);
  else expect(copy).not.toHaveBeenCalled();
});

test("name, address and link are shared, and nothing else", async () => {
  const share = vi.fn(() => Promise.resolve());
  await shareStation(station, { origin: "https://yizhan.example", share, copy: () => Promise.resolve(true) });
  expect(share).toHaveBeenCalledWith({ title: "湖心驿站", text: "湖心驿站 · 湖心路1号", url: LINK });
});

test("a code can only ever be one part of the address", () => {
  expect(stationLink("A/../B?x", "https://yizhan.example")).toBe("https://yizhan.example/s/A%2F..%2FB%3Fx");
});
