import { expect, test } from "vitest";
import { Failure } from "../../api/failure";
import type { NearestAnswer, OnTheWayAnswer, StationDetail } from "../../api/types";
import type { Answers, PhoneAtlas } from "../ports";
import { chooseAnswers, type ChosenAnswers } from "./answers";
import { withoutEach } from "./remote";

const QUESTION = { lat: 39.9, lon: 116.4, limit: 5, mode: "walk" as const };
const from = (who: string): NearestAnswer => ({ revision: 1, now: who, datum: "wgs84", mode: "walk", stations: [] });
const way = (who: string): OnTheWayAnswer => ({ ...from(who), direct: { distance_m: 0, travel: { walk_s: 0, ebike_s: 0, estimated: true } }, stations: [] });
const page = (who: string): StationDetail => ({ now: who }) as StationDetail;

interface Scene {
  kept?: boolean;
  onPhone?: boolean;
  holds?: boolean;
  server?: Failure;
  hasData?: boolean;
  knows?: boolean;
}

/** Answers, and how often the server was asked. */
function answers(scene: Scene): { answers: ChosenAnswers; asked: () => number } {
  let asked = 0;
  const serve = <T>(value: T): Promise<T> => {
    asked++;
    return scene.server ? Promise.reject(scene.server) : Promise.resolve(value);
  };
  const atlas: PhoneAtlas = {
    holds: () => scene.holds ?? true,
    nearest: () => from("phone"),
    onTheWay: () => way("phone"),
    station: () => (scene.knows ?? true ? page("phone") : undefined),
    search: () => [],
    places: () => [],
    blockers: () => [],
    marks: () => [],
  };
  const remote: Answers = {
    nearest: () => serve(from("server")),
    onTheWay: () => serve(way("server")),
    station: () => serve(page("server")),
    search: () => serve([]),
    places: () => serve([]),
    blockers: () => serve([]),
  };
  const keeper = {
    atlas: () => Promise.resolve(scene.kept ? atlas : undefined),
    refresh: () => Promise.resolve("same" as const),
    state: { stale: false },
  };
  const chosen = chooseAnswers({
    remote,
    keeper,
    hasData: () => scene.hasData ?? false,
    onPhone: () => scene.onPhone ?? true,
    now: () => new Date(0),
    lang: () => "zh",
  });
  return { answers: chosen, asked: () => asked };
}

test.each<[string, Scene, string]>([
  ["nothing is kept", { kept: false }, "server"],
  ["data are kept", { kept: true }, "phone"],
  ["data are kept but somebody wants the server", { kept: true, onPhone: false }, "server"],
  ["the data no longer hold", { kept: true, holds: false }, "server"],
  ["the server cannot be reached", { kept: true, onPhone: false, server: new Failure("offline") }, "phone"],
  ["the server is busy", { kept: true, onPhone: false, server: new Failure("busy") }, "phone"],
])("when %s, the answer comes from the %s", async (_when, scene, who) => {
  const { answers: chosen } = answers(scene);
  await chosen.takeAtlas();
  expect((await chosen.nearest(QUESTION)).now).toBe(who);
  expect(chosen.by.value).toBe(who);
});

test("with the data here no position is sent, whatever is asked", async () => {
  const { answers: chosen, asked } = answers({ kept: true });
  await chosen.takeAtlas();
  const journey = { from_lat: 39.9, from_lon: 116.4, to_lat: 39.91, to_lon: 116.41, limit: 5, mode: "walk" as const };
  await Promise.all([chosen.nearest(QUESTION), chosen.onTheWay(journey), chosen.search("x", 5), chosen.places("x", 5), chosen.blockers(QUESTION), chosen.station("LZ-1")]);
  expect(asked()).toBe(0);
});

test("data of an earlier visit are waited for before the server is asked", async () => {
  const { answers: chosen, asked } = answers({ kept: true, hasData: true });
  expect((await chosen.nearest(QUESTION)).now).toBe("phone");
  expect(asked()).toBe(0);
});

test("a wrong question is not hidden by the phone's answer", async () => {
  const { answers: chosen } = answers({ kept: true, onPhone: false, server: new Failure("refused") });
  await chosen.takeAtlas();
  await expect(chosen.nearest(QUESTION)).rejects.toThrow(Failure);
});

test("a station that is not among the data is asked for by its code", async () => {
  const { answers: chosen, asked } = answers({ kept: true, knows: false });
  await chosen.takeAtlas();
  expect((await chosen.station("LZ-9")).now).toBe("server");
  expect(asked()).toBe(1);
});

test("each filter is left out once, and the question itself stays", () => {
  const question = { ...QUESTION, open: "arrival", kind: "worker_home" as const, amenities: ["aed", "toilet"] };
  expect(withoutEach(question)).toEqual([
    { what: "open", rest: { ...QUESTION, kind: "worker_home", amenities: ["aed", "toilet"] } },
    { what: "kind", rest: { ...QUESTION, open: "arrival", amenities: ["aed", "toilet"] } },
    { what: "aed", rest: { ...QUESTION, open: "arrival", kind: "worker_home", amenities: ["toilet"] } },
    { what: "toilet", rest: { ...QUESTION, open: "arrival", kind: "worker_home", amenities: ["aed"] } },
  ]);
  expect(withoutEach({ ...QUESTION, amenities: ["aed"] })).toEqual([{ what: "aed", rest: QUESTION }]);
});
