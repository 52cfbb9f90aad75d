// The map on the sheet: the server draws it when somebody prints, and the sheet waits for it.
import { ref, type Ref } from "vue";
import { searchOf, type Question } from "../analysis/question";

/** Pixels, as wide as a column of the sheet; twice as many are drawn. */
export const SIZE = { width: 520, height: 560 } as const;
/** As many pins as the server takes. */
const MOST = 50;

export interface ReportMap {
  /** The map that is there, or on its way. */
  address: Ref<string | undefined>;
  /** Asks for a map; comes back when it is there, when there is none, or when it takes too long. */
  want: (address: string) => Promise<void>;
  /** The sheet says how it ended. */
  settle: (isThere: boolean) => void;
}

const PATIENCE_MS = 8000;

export function createReportMap(): ReportMap {
  const address = ref<string>();
  let done: (() => void) | undefined;
  return {
    address,
    want: (wanted) => {
      if (address.value === wanted) return Promise.resolve();
      return new Promise((resolve) => {
        done = resolve;
        address.value = wanted;
        setTimeout(resolve, PATIENCE_MS);
      });
    },
    settle: (isThere) => {
      if (!isThere) address.value = undefined;
      done?.();
    },
  };
}

/** Its address: the question that the figures answer, and the sites that were found. */
export function reportMapAddress(
  question: Question,
  sites: readonly { lon: number; lat: number }[],
): string {
  const search = searchOf(question);
  search.set("size", `${String(SIZE.width)}x${String(SIZE.height)}@2x`);
  const markers = sites.slice(0, MOST).map(({ lon, lat }) => `${String(lon)},${String(lat)}`);
  if (markers.length > 0) search.set("markers", markers.join("|"));
  return `/api/v1/coverage/map.png?${search.toString()}`;
}
