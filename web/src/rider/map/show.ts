// What the map is told: its stations, the list's first answers, and where somebody is.
import { watch, type Ref } from "vue";
import type { StationMark } from "../../engine/atlas";
import type { Wgs84 } from "../../engine/question";
import type { Find } from "../find/find";
import type { RiderMap } from "../ports";
import type { Rider } from "../rider";
import { positionOf } from "../where/where";

/** So many of the first answers are brought into view. */
const FITTED = 5;

export interface Picked {
  pick: (code: string) => void;
  tap: (position: Wgs84) => void;
  move: (centre: Wgs84) => void;
}

/** Why there is no map: this device cannot draw one, or what it needs has not come. */
export type NoMap = "none" | "notLoaded";

export async function openRiderMap(container: HTMLElement, rider: Rider, picked: Picked): Promise<RiderMap | NoMap> {
  try {
    if (!rider.site.value) await rider.learnSite();
    const site = rider.site.value;
    if (!site || !rider.openMap) return "notLoaded";
    const opened = await rider.openMap(container, {
      site,
      areas: await rider.areas().catch(() => undefined),
      lang: rider.settings.lang,
      theme: themeOf(rider),
      onPick: picked.pick,
      onTap: picked.tap,
      onMoved: picked.move,
    });
    return opened ?? "none";
  } catch {
    return "notLoaded";
  }
}

/** Keeps the map as the list is, from when it is there. */
export function showFound(map: Readonly<Ref<RiderMap | undefined>>, rider: Rider, find: Find): void {
  watch([map, find.found, rider.answers.atlas], ([now]) => {
    now?.setMarks(marksOf(rider, find));
  });
  watch([map, rider.whereabouts.where], ([now, where]) => {
    const position = positionOf(where);
    const accuracy_m = where.state === "here" ? where.accuracy_m : undefined;
    now?.setOwnPosition(position && { ...position, accuracy_m });
    if (position) now?.show(position);
  });
  let fitted: Wgs84 | undefined;
  watch([map, find.found], ([now, found]) => {
    const position = find.position.value;
    if (!now || !found || !position || position === fitted) return;
    // Once for each place: the list is asked for anew every minute, and people move the map.
    fitted = position;
    now.fit([position, ...[...found.onArrival, ...found.otherwise].slice(0, FITTED)]);
  });
}

/** Highlights the station whose page is open, and brings it into view unless it was picked here. */
export function showOpened(
  map: Readonly<Ref<RiderMap | undefined>>,
  rider: Rider,
  find: Find,
  opened: { code: Readonly<Ref<string | undefined>>; isPicked: (code: string) => boolean },
): void {
  let brought: string | undefined;
  watch([map, opened.code, find.found, rider.answers.atlas], ([now, code]) => {
    now?.select(code);
    if (!now || code === brought) return;
    const mark = marksOf(rider, find).find((one) => one.code === code);
    if (code !== undefined && !mark) return;
    brought = code;
    if (mark && !opened.isPicked(mark.code)) now.show(mark);
  });
}

/** Every station when the phone has the data, those of the list before. */
function marksOf(rider: Rider, find: Find): StationMark[] {
  const { atlas } = rider.answers;
  if (atlas.value) return atlas.value.marks(rider.now());
  const found = find.found.value;
  return [...(found?.onArrival ?? []), ...(found?.otherwise ?? [])].map(({ code, name, kind, lat, lon, open }) => ({
    code, name, kind, lat, lon, state: open.state,
  }));
}

/** The theme that holds now. */
export function themeOf(rider: Rider): "light" | "dark" {
  const { theme } = rider.settings;
  if (theme !== "auto") return theme;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
