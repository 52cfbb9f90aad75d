// What the map is told: its stations, the list's result, and where somebody is.
import { watch, type Ref } from "vue";
import type { Wgs84 } from "../../engine/question";
import type { StationMark } from "../../engine/atlas";
import type { Find } from "../find/find";
import type { RiderMap } from "../ports";
import type { Rider } from "../rider";

export interface Picked {
  pick: (code: string) => void;
  tap: (position: Wgs84) => void;
  move: (centre: Wgs84) => void;
}

/** Undefined when the device cannot show a map, or the map cannot be fetched. */
export async function openRiderMap(container: HTMLElement, rider: Rider, picked: Picked): Promise<RiderMap | undefined> {
  try {
    return await rider.openMap?.(container, {
      areas: await rider.areas(),
      lang: rider.settings.lang,
      dark: isDark(rider.settings.theme),
      onPick: picked.pick,
      onTap: picked.tap,
      onMove: (centre, byPerson) => { if (byPerson) picked.move(centre); },
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
  watch([map, find.found], ([now, found]) => {
    const position = find.position.value;
    if (!now || !found || !position) return;
    const nearest = [...found.onArrival, ...found.otherwise].slice(0, 5);
    now.fit([position, ...nearest]);
  });
  watch([map, rider.whereabouts.where], ([now, where]) => {
    now?.setOwnPosition(where.state === "here" ? { ...where.position, accuracy_m: where.accuracy_m } : undefined);
  });
  watch([map, rider.destination], ([now, to]) => now?.setDestination(to));
  watch(() => [rider.settings.theme, rider.settings.lang] as const, ([theme, lang]) => {
    map.value?.setDark(isDark(theme));
    map.value?.setLang(lang);
  });
}

/** Every station when the phone has the data, those of the list before. */
function marksOf(rider: Rider, find: Find): StationMark[] {
  const { atlas } = rider.answers;
  if (atlas.value) return atlas.value.marks(rider.now());
  const found = find.found.value;
  return [...(found?.onArrival ?? []), ...(found?.otherwise ?? [])].map(({ code, name, kind, lat, lon, open }) => ({
    code, name, lat, lon,
    kind: kind === "worker_home" ? "worker_home" : "union_station",
    state: open.state as StationMark["state"],
  }));
}

function isDark(theme: Rider["settings"]["theme"]): boolean {
  return theme === "dark" || (theme === "auto" && window.matchMedia("(prefers-color-scheme: dark)").matches);
}
