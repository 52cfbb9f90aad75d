// What the parts of the desk tell one another: which result is looked at, what the map shows
// besides, and the candidate that is being dragged.
import { inject, ref, shallowRef, type InjectionKey, type Ref, type ShallowRef } from "vue";
import type { FeatureCollection } from "geojson";
import type { Wgs84 } from "../../engine/question";
import { createReportMap, type ReportMap } from "../print/report_map";
import type { Search } from "../types";

export const VIEWS = ["overview", "hours", "offices", "gaps", "closures", "sites", "scenarios"] as const;
export type View = (typeof VIEWS)[number];

export interface Desk {
  view: Ref<View>;
  /** Where the map is asked to go. */
  place: ShallowRef<Wgs84 | undefined>;
  /** The search whose sites are shown. */
  search: ShallowRef<Search | undefined>;
  /** What a scenario gains and loses. */
  difference: ShallowRef<FeatureCollection | undefined>;
  /** A candidate that may be dragged over the map. */
  candidate: ShallowRef<Wgs84 | undefined>;
  /** The map on the sheet for paper. */
  reportMap: ReportMap;
}

export const DESK: InjectionKey<Desk> = Symbol("desk");

export function createDesk(): Desk {
  const named = new URLSearchParams(location.search).get("view");
  return {
    view: ref(VIEWS.find((view) => view === named) ?? "overview"),
    place: shallowRef(),
    search: shallowRef(),
    difference: shallowRef(),
    candidate: shallowRef(),
    reportMap: createReportMap(),
  };
}

export function useDesk(): Desk {
  const desk = inject(DESK);
  if (!desk) throw new Error("The desk is provided in App.vue.");
  return desk;
}
