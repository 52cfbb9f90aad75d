// Everything that the screens share, made once and handed down. No screen reaches for the
// browser's storage, its position or the server by itself.
import { computed, inject, shallowRef, watch, type InjectionKey, type Ref } from "vue";
import { createClient } from "../api/client";
import type { AreasAnswer, SiteAnswer, StationDetail } from "../api/types";
import { chooseAnswers, type ChosenAnswers } from "./answers/answers";
import { remoteAnswers, remoteDistrict } from "./answers/remote";
import { keepFilters, type Filters } from "./find/filters";
import { browserMemory, type Memory } from "./memory";
import { keepRecentPlaces, type RecentPlaces } from "./place/recent";
import { once } from "./once";
import type { District, Handover, Outbox, UsageTeller } from "./ports";
import { keepSaved, type Saved } from "./saved/saved";
import { keepSettings, type Settings } from "./settings/settings";
import { browserSurroundings, findWhereabouts, type Place, type Whereabouts } from "./where/where";
import type { Parts } from "./wiring";
import { keepLabels, type Labels } from "./words/labels";

export interface Rider extends Omit<Parts, "learnTime" | "openOutbox" | "openHandover" | "openUsage"> {
  /** The ways out of the page; undefined when there are none. */
  handover: (() => Promise<Handover>) | undefined;
  /** Reports and confirmations; undefined when nobody takes them. */
  outbox: (() => Promise<Outbox>) | undefined;
  /** Tells of demand; only to be asked for when somebody has agreed. */
  usage: (() => Promise<UsageTeller>) | undefined;
  answers: ChosenAnswers;
  settings: Settings;
  filters: Filters;
  whereabouts: Whereabouts;
  recent: RecentPlaces;
  saved: Saved;
  labels: Labels;
  memory: Memory;
  /** Where somebody is going, for the stations on the way. */
  destination: Ref<Place | undefined>;
  site: Readonly<Ref<SiteAnswer | undefined>>;
  /** Asks whose site this is, when there is time. */
  learnSite: () => Promise<void>;
  /** The district's time zone. */
  zone: Readonly<Ref<string>>;
  /** The areas with their boundaries, for the map. */
  areas: () => Promise<AreasAnswer>;
  /** Whether the page opens without signal, once that is known. */
  worker: Ref<"kept" | "refused" | undefined>;
  /** Pages of stations that were shown, to show at once when they are opened again. */
  shown: Map<string, StationDetail>;
}

/** Says that an earlier visit kept the stations, so that the server need not be asked. */
export const HAS_DATA = "has_data";

export const RIDER: InjectionKey<Rider> = Symbol("rider");

export function useRider(): Rider {
  const rider = inject(RIDER);
  if (!rider) throw new Error("The rider is provided in main.ts.");
  return rider;
}

export function createRider({ learnTime, openOutbox, openHandover, openUsage, ...parts }: Parts): Rider {
  const memory = browserMemory(() => window.localStorage);
  const settings = keepSettings(memory, navigator.languages);
  const lang = () => settings.lang;
  const client = createClient({ lang, onAnswer: learnTime });
  const district = remoteDistrict(client);
  const { site, learnSite } = keepSite(memory, district);
  const shown = new Map<string, StationDetail>();
  // They are told in words.
  watch(lang, () => { shown.clear(); });
  async function siteAtLast(): Promise<SiteAnswer | undefined> {
    if (!site.value) await learnSite();
    return site.value;
  }
  return {
    ...parts,
    memory,
    settings,
    filters: keepFilters(memory),
    recent: keepRecentPlaces(memory),
    saved: keepSaved(memory),
    whereabouts: findWhereabouts(browserSurroundings()),
    labels: keepLabels(memory, () => district.words(), lang),
    answers: chooseAnswers({
      remote: remoteAnswers(client),
      keeper: parts.keeper,
      hasData: () => memory.read(HAS_DATA) === true,
      onPhone: () => settings.on_phone,
      now: () => parts.now(),
      lang,
    }),
    destination: shallowRef(),
    site,
    learnSite,
    handover: openHandover && once(() => openHandover({ client, site: siteAtLast })),
    outbox: openOutbox && once(() => openOutbox({ client, now: parts.now, lang })),
    usage: openUsage && once(() => openUsage({ memory })),
    zone: computed(() => site.value?.time_zone ?? "Asia/Shanghai"),
    areas: () => district.areas(),
    worker: shallowRef(),
    shown,
  };
}

const SITE = "site";

/** Whose site this is, as it was told last. */
function keepSite(memory: Memory, district: District): Pick<Rider, "site" | "learnSite"> {
  const site = shallowRef<SiteAnswer | undefined>(memory.read(SITE) as SiteAnswer | undefined);
  return {
    site,
    async learnSite() {
      try {
        site.value = await district.site();
        memory.write(SITE, site.value);
      } catch {
        // Without it the page names nobody.
      }
    },
  };
}
