// @vitest-environment happy-dom
import { effectScope, reactive } from "vue";
import { expect, test, vi } from "vitest";
import type { StationDetail } from "../../api/types";
import type { Rider } from "../rider";
import { station } from "../testing/stations";
import { useStation } from "./station";

const NOW = new Date("2026-11-21T19:50:40+08:00");

function riderWho(shown: StationDetail[]): { rider: Rider; asked: ReturnType<typeof vi.fn> } {
  const asked = vi.fn(() => Promise.resolve(detail("2026-11-21T19:50:00+08:00")));
  const rider = {
    shown: new Map(shown.map((one) => [one.station.code, one])),
    answers: { station: asked },
    settings: reactive({ lang: "zh" }),
    now: () => NOW,
  };
  return { rider: rider as unknown as Rider, asked };
}

const detail = (now: string): StationDetail => ({ now, station: station("A") }) as unknown as StationDetail;

test.each([
  ["that was told in this minute is not asked for again", [detail("2026-11-21T19:50:00+08:00")], 0],
  ["that was told a minute ago is asked for", [detail("2026-11-21T19:49:59+08:00")], 1],
  ["that was never shown is asked for", [], 1],
])("a station %s", (_, shown, times) => {
  const { rider, asked } = riderWho(shown);
  const scope = effectScope();
  scope.run(() => useStation("A", rider));
  expect(asked).toHaveBeenCalledTimes(times);
  scope.stop();
});

test("in another language it is told anew", async () => {
  const { rider, asked } = riderWho([detail("2026-11-21T19:50:00+08:00")]);
  const scope = effectScope();
  scope.run(() => useStation("A", rider));
  rider.settings.lang = "en";
  await vi.waitFor(() => { expect(asked).toHaveBeenCalledTimes(1); });
  scope.stop();
});
