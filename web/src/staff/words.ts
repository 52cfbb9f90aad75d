// The district's own words: areas, units, what stations offer. Asked for once.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from "vue";
import type { Client } from "../api/client";
import type { AmenityWord, AreasAnswer, SiteAnswer, WordsAnswer } from "../api/types";
import type { Lang } from "../engine/question";
import { factText } from "../i18n/staff/facts";
import type { Api, Schemas } from "../account/api";

export interface Choice {
  value: string;
  label: string;
}

export interface Words {
  site: ShallowRef<SiteAnswer | undefined>;
  areas: ShallowRef<AreasAnswer | undefined>;
  areaChoices: ComputedRef<Choice[]>;
  unitChoices: ComputedRef<Choice[]>;
  /** The amenities that are offered. */
  amenityChoices: ComputedRef<Choice[]>;
  /** Every amenity, those that are no longer offered behind the others. */
  amenities: ComputedRef<readonly AmenityWord[]>;
  /** The choices of a fact that has some: kind, area, unit, builder, access, status, tags. */
  choicesOf(field: string): Choice[] | undefined;
  /** A word in the language of the page; itself when it is none of ours. */
  label(field: string, word: string): string;
  load(): Promise<void>;
}

export function createWords(open: Client, api: Api, lang: () => Lang): Words {
  const site = shallowRef<SiteAnswer>();
  const areas = shallowRef<AreasAnswer>();
  const units = shallowRef<Schemas["UnitAnswer"][]>([]);
  const words = shallowRef<WordsAnswer>();
  const areaChoices = computed(() =>
    (areas.value?.features ?? []).map(({ properties: { code, name } }) => ({ value: code, label: name })),
  );
  const unitChoices = computed(() => units.value.map(({ code, name }) => ({ value: code, label: name })));
  const ofServer = (name: "access" | "kinds"): Choice[] =>
    (words.value?.[name] ?? []).map((word) => ({ value: word.key, label: word[lang()] }));
  const amenities = computed(() => {
    const all = words.value?.amenities ?? [];
    return [...all.filter(({ retired }) => !retired), ...all.filter(({ retired }) => retired)];
  });
  const amenityChoices = computed(() =>
    amenities.value.filter(({ retired }) => !retired).map((word) => ({ value: word.key, label: word[lang()] })),
  );
  const fixed = (all: Record<string, string | undefined>): Choice[] => Object.entries(all).map(([value, label = value]) => ({ value, label }));
  const choicesOf = (field: string): Choice[] | undefined => {
    const text = factText[lang()];
    switch (field) {
      case "area": return areaChoices.value;
      case "unit": return unitChoices.value;
      case "kind": return ofServer("kinds");
      case "access": return ofServer("access");
      case "builder": return fixed(text.builders);
      case "status": return fixed(text.statuses);
      case "tags": return fixed(text.tags);
      case "provenance": return fixed(text.provenances);
      default: return undefined;
    }
  };
  const labels = computed(() => {
    const all = new Map<string, string>();
    for (const field of ["area", "unit", "kind", "access", "builder", "status", "tags", "provenance"]) {
      for (const { value, label } of choicesOf(field) ?? []) all.set(`${field} ${value}`, label);
    }
    for (const word of amenities.value) all.set(`amenity ${word.key}`, word[lang()]);
    return all;
  });
  return {
    site, areas, areaChoices, unitChoices, amenityChoices, amenities, choicesOf,
    label: (field, word) => labels.value.get(`${field} ${word}`) ?? word,
    load: async () => {
      [site.value, areas.value, words.value, units.value] = await Promise.all([
        open.get("/api/v1/site"),
        open.get("/api/v1/areas"),
        open.get("/api/v1/amenities"),
        api.ask("get", "/admin/v1/units").then(({ units: all }) => all),
      ]);
    },
  };
}
