// All stations that one may see, in the browser: sorting and filtering them asks nobody.
import { shallowRef, ref, type Ref, type ShallowRef } from "vue";
import type { Api, StationRecord } from "../../account/api";

export interface Register {
  stations: ShallowRef<StationRecord[]>;
  /** How many there are altogether, as soon as that is known. */
  matched: Ref<number>;
  isLoading: Ref<boolean>;
  load(): Promise<void>;
  /** Puts a station in that has just been read or written. */
  put(record: StationRecord): void;
}

const PAGE = 500;

let kept: Register | undefined;

/** One for the whole console, so that coming back to the list shows it at once. */
export function useRegister(api: Api): Register {
  kept ??= createRegister(api);
  return kept;
}

/** Somebody else may sign in next, who may see less. */
export function forgetRegister(): void {
  kept = undefined;
}

export function createRegister(api: Api): Register {
  const stations = shallowRef<StationRecord[]>([]);
  const matched = ref(0);
  const isLoading = ref(false);
  return {
    stations,
    matched,
    isLoading,
    load: async () => {
      if (isLoading.value) return;
      isLoading.value = true;
      const all: StationRecord[] = [];
      const isFirst = stations.value.length === 0;
      try {
        let cursor: string | undefined;
        do {
          const page = await api.ask("get", "/admin/v1/stations", { query: { limit: PAGE, cursor } });
          all.push(...page.stations);
          matched.value = page.matched;
          cursor = page.next ?? undefined;
          // The first pages are shown while the others are on their way.
          if (isFirst) stations.value = [...all];
        } while (cursor !== undefined);
        stations.value = all;
        // A station that was added meanwhile on a page that was read already is not waited for.
        matched.value = all.length;
      } finally {
        isLoading.value = false;
      }
    },
    put: (record) => {
      const at = stations.value.findIndex(({ code }) => code === record.code);
      if (at < 0 && stations.value.length > 0) stations.value = [...stations.value, record];
      else if (at >= 0) stations.value = stations.value.with(at, record);
    },
  };
}
