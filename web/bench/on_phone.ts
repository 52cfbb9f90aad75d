// What the bench runs inside the browser.
import { Atlas } from "../src/engine/atlas";
import type { Pack, PlacesPack } from "../src/engine/pack";
import type { NearestQuestion } from "../src/engine/question";
import { phoneAtlas } from "../src/rider/parts/phone_atlas";

/** Times of one kind of work, milliseconds, the shortest first. */
export type Times = Record<string, number[]>;

export interface Work {
  /** JSON, as it is kept on a phone. */
  pack: string;
  places: string;
  questions: { now: string; question: NearestQuestion }[];
  searches: string[];
}

/** How often the same is asked: what else the machine does can only add to a time. */
const AGAIN = 7;

/** As many as a list shows after somebody has asked for more. */
const LIMIT = 30;

/** Further away than this every distance is measured by Karney's geodesic, metres. */
const FAR_M = 50_000;

/** Measures one thing after the other, as a rider would come to them. */
export function measure({ pack, places, questions, searches }: Work): Times {
  const times: Times = {};
  const note = (what: string, ms: number): void => {
    (times[what] ??= []).push(ms);
  };
  const once = <T>(what: string, task: () => T): T => {
    const start = performance.now();
    const result = task();
    note(what, performance.now() - start);
    return result;
  };
  /** Notes the shortest of several times. */
  const settled = (what: string, task: () => unknown): void => {
    const found = Array.from({ length: AGAIN }, () => {
      const start = performance.now();
      task();
      return performance.now() - start;
    });
    note(what, Math.min(...found));
  };
  const atlas = once("open the packs", () => phoneAtlas(new Atlas(JSON.parse(pack) as Pack, JSON.parse(places) as PlacesPack)));
  const now = new Date(questions[0]?.now ?? 0);
  const [first] = questions;
  if (first) once("the first nearest", () => atlas.nearest(first.question, new Date(first.now), "zh"));
  once("the first search", () => atlas.search("yiyuan", {}, 20, now, "zh"));
  for (const { question, now: moment } of questions) {
    const asked = { ...question, limit: LIMIT };
    const [first] = atlas.nearest({ ...question, limit: 1 }, new Date(moment), "zh").stations;
    const where = (first?.distance_m ?? 0) > FAR_M ? " from another city" : "";
    settled(`nearest${where}`, () => atlas.nearest(asked, new Date(moment), "zh"));
    settled(`blockers${where}`, () => atlas.blockers(question, new Date(moment), "zh"));
  }
  for (const q of searches) settled("search", () => atlas.search(q, {}, 20, now, "zh"));
  settled("marks", () => atlas.marks(now));
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  return times;
}
