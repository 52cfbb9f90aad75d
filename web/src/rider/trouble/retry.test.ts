// @vitest-environment happy-dom
import { effectScope, nextTick, shallowRef } from "vue";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Failure } from "../../api/failure";
import { useRetry } from "./retry";
import { clockWords, troubleWords } from "./trouble_words";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function failing() {
  const failure = shallowRef<Failure>();
  const again = vi.fn<() => void>();
  const scope = effectScope();
  const seconds = scope.run(() => useRetry(failure, again));
  if (!seconds) throw new Error("no scope");
  return { failure, again, scope, seconds };
}

test("a busy server is asked again when it said, and the seconds count down", async () => {
  const { failure, again, seconds } = failing();
  failure.value = new Failure("busy", undefined, 7);
  await nextTick();
  expect(seconds.value).toBe(7);
  vi.advanceTimersByTime(3000);
  expect(seconds.value).toBe(4);
  vi.advanceTimersByTime(4000);
  expect(again).toHaveBeenCalledOnce();
});

test.each(["refused", "missing"] as const)("what is %s is not asked again", async (kind) => {
  const { failure, again } = failing();
  failure.value = new Failure(kind);
  await nextTick();
  vi.advanceTimersByTime(600_000);
  expect(again).not.toHaveBeenCalled();
});

test("when the signal is back it is tried at once; when the view is gone never", async () => {
  const { failure, again, scope } = failing();
  failure.value = new Failure("offline");
  await nextTick();
  window.dispatchEvent(new Event("online"));
  expect(again).toHaveBeenCalledOnce();
  scope.stop();
  vi.advanceTimersByTime(600_000);
  window.dispatchEvent(new Event("online"));
  expect(again).toHaveBeenCalledOnce();
});

test("every kind of trouble has a sentence in both languages", () => {
  for (const kind of ["offline", "slow", "busy", "server", "missing", "refused"] as const) {
    expect(troubleWords(new Failure(kind), 3, "zh").length).toBeGreaterThan(5);
    expect(troubleWords(new Failure(kind), 3, "en").length).toBeGreaterThan(5);
  }
});

test.each([
  [0, undefined],
  [4 * 60_000, undefined],
  [-10 * 60_000, "手机时间差了约 10 分钟，开放状态已按标准时间计算。"],
  [7 * 3_600_000, "手机时间差了约 7 小时，开放状态已按标准时间计算。"],
])("a clock that is %i ms off is told: %s", (skew_ms, words) => {
  expect(clockWords(skew_ms, "zh")).toBe(words);
});
