// What the map is told: its stations, the list's first answers, and where somebody is.
import { watch, type Ref } from "vue";
import type { StationMark } from "../../engine/atlas";
import type { Wgs84 } from "../../engine/question";
import type { Find } from "../find/find";
import type { RiderMap } from "../ports";
import type { Rider } from "../rider";
import { positionOf } from "../where/where";

export interface Picked {
  label: string;
  pick: (code: string) => void;
  tap: (position: Wgs84) => void;
  move: (centre: Wgs84) => void;
}

/** Undefined when the device cannot show a map, or the map cannot be fetched. */
export async function openRiderMap(container: HTMLElement, rider: Rider, picked: Picked): Promise<RiderMap | undefined> {
  try {
    if (!rider.site.value) await rider.learnSite();
    const site = rider.site.value;
    if (!site) return undefined;
    return await rider.openMap?.(container, {
      site,
      areas: await rider.areas().catch(() => undefined),
      lang: rider.settings.lang,
      theme: isDark(rider.settings.theme) ? "dark" : "light",
      centre: positionOf(rider.whereabouts.where.value) ?? site.centre,
      label: picked.label,
      onPick: picked.pick,
      onTap: picked.tap,
      onMoved: picked.move,
    });
  } catch {
    return undefined;
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
}

/** Where a station stands, to be highlighted. */
export function placeOf(code: string | undefined, rider: Rider, find: Find): Wgs84 | undefined {
  if (code === undefined) return undefined;
  return rider.shown.get(code)?.station ?? find.listed(code) ?? marksOf(rider, find).find((mark) => mark.code === code);
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

function isDark(theme: Rider["settings"]["theme"]): boolean {
  return theme === "dark" || (theme === "auto" && window.matchMedia("(prefers-color-scheme: dark)").matches);
}
