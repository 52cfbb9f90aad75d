import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Direction } from "./directions";
import { openDirection, type Opener } from "./open_direction";

const app: Direction = { app: "amap", href: "amapuri://x", opensApp: true, webHref: "https://x" };
const page: Direction = { app: "amap", href: "https://x", opensApp: false };

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** A phone on which an app comes to the front after some time, or never. */
function phone(comesAfter_ms: number | undefined): { opener: Opener; gone: string[] } {
  const gone: string[] = [];
  let hidden = false;
  let tellHidden = (): void => undefined;
  const go = (href: string): void => {
    gone.push(href);
    if (comesAfter_ms === undefined) return;
    setTimeout(() => {
      hidden = true;
      tellHidden();
    }, comesAfter_ms);
  };
  return { opener: { go, isHidden: () => hidden, onHidden: (tell) => { tellHidden = tell; } }, gone };
}

test.each<[string, Direction, number | undefined, "left" | "stayed"]>([
  ["an app that is installed", app, 400, "left"],
  ["an app that is not there", app, undefined, "stayed"],
  ["a page", page, undefined, "left"],
])("%s is opened, and whether that worked is known", async (_what, direction, comesAfter_ms, outcome) => {
  const { opener, gone } = phone(comesAfter_ms);
  const opened = openDirection(direction, opener);
  await vi.advanceTimersByTimeAsync(5000);
  expect(await opened).toBe(outcome);
  expect(gone).toEqual([direction.href]);
});
