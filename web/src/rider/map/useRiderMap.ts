// The task of the map: it shows what the list says, and asks anew where a person looks.
import { onBeforeUnmount, onMounted, ref, shallowRef, watch } from "vue";
import type { Ref } from "vue";
import { useRouter } from "vue-router";
import { getJson } from "../../api/client";
import type { AreasAnswer, StationAtDistance } from "../../api/types";
import type { StationMark } from "../../engine/atlas";
import type { Wgs84 } from "../../engine/question";
import { createRiderMap } from "../../map/rider_map";
import type { RiderMap } from "../../map/rider_map";
import { useFind } from "../find/useFind";
import { preferences } from "../preferences";
import { learnSite, site } from "../site";
import { atlas, marks } from "../stations";

/** Stations open and close by the minute. */
const REFRESH_MS = 60_000;

/** So many of the first answers are brought into view. */
const FITTED = 5;

export function useRiderMap(container: Ref<HTMLElement | undefined>) {
  const router = useRouter();
  const { state, findAt } = useFind();
  const map = shallowRef<RiderMap>();
  const isMissing = ref(false);
  /** Where a search is offered. */
  const offered = ref<Wgs84>();
  let isAskedFromMap = false;
  let isOver = false;
  const isGone = (): boolean => isOver;

  function offer(position: Wgs84): void {
    offered.value = position;
  }

  async function searchOffered(): Promise<void> {
    if (offered.value === undefined) return;
    isAskedFromMap = true;
    const { lat, lon } = offered.value;
    offered.value = undefined;
    await findAt({ lat, lon, name: undefined, accuracy_m: undefined });
  }

  function drawMarks(): void {
    const all = marks();
    map.value?.setMarks(all.length > 0 ? all : (state.stations ?? []).map(markOf));
  }

  function drawAnswer(): void {
    const { place, stations = [] } = state;
    const isOwn = place?.accuracy_m !== undefined;
    map.value?.setOwnPosition(isOwn ? place : undefined);
    map.value?.setDestination(isOwn ? undefined : place);
    drawMarks();
    map.value?.select(stations[0]?.code);
    // Who has moved the map to ask there wants to go on looking there.
    if (place !== undefined && !isAskedFromMap) map.value?.fit([place, ...stations.slice(0, FITTED)]);
    isAskedFromMap = false;
  }

  async function begin(): Promise<void> {
    const { lang } = preferences;
    if (site.value === undefined) await learnSite();
    const areas = await getJson<AreasAnswer>("/api/v1/areas", lang).catch(() => undefined);
    if (isGone()) return;
    if (site.value !== undefined && container.value !== undefined) {
      map.value = await createRiderMap(container.value, {
        site: site.value,
        areas,
        lang,
        theme: theme(),
        onPick: (code) => void router.push(`/s/${code}`),
        onTap: (position) => {
          offer(position);
          map.value?.setDestination(position);
        },
        onMoved: offer,
      });
    }
    if (isGone()) map.value?.destroy();
    isMissing.value = map.value === undefined;
    drawAnswer();
  }

  const dressing = new MutationObserver(() => map.value?.setTheme(theme()));
  let minutes: number | undefined;
  onMounted(() => {
    dressing.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    minutes = window.setInterval(drawMarks, REFRESH_MS);
    void begin();
  });
  onBeforeUnmount(() => {
    isOver = true;
    dressing.disconnect();
    window.clearInterval(minutes);
    map.value?.destroy();
  });
  watch(() => preferences.lang, (lang) => map.value?.setLang(lang));
  watch(atlas, drawMarks);
  watch(() => state.stations, drawAnswer);

  return { isMissing, offered, searchOffered };
}

function theme(): "light" | "dark" {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

/** What the server answered, as long as the phone does not have all stations. */
function markOf({ code, name, kind, lat, lon, open }: StationAtDistance): StationMark {
  return { code, name, kind, lat, lon, state: open.state };
}
