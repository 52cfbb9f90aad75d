// Tells of demand. The position becomes a cell of about 0.1 km² here and goes no farther.
import { latLngToCell } from "h3-js";
import type { Memory } from "../memory";
import type { UsageTeller } from "../ports";
import { readWeek, tell, weekAndHour, type ToldWeek } from "../usage/week";

export interface UsageNeeds {
  memory: Memory;
}

/** The resolution of the H3 grid that is told of. */
const RESOLUTION = 9;

export const TOLD_WEEK = "told_week";

export function openUsage({ memory }: UsageNeeds): UsageTeller {
  return {
    async saw({ lat, lon }, now_text, found) {
      const { week, hour_of_week } = weekAndHour(now_text);
      const told: ToldWeek = readWeek(memory.read(TOLD_WEEK), week) ?? { week, id: randomId(), cells: [], hours: [] };
      const next = tell(told, latLngToCell(lat, lon, RESOLUTION), hour_of_week, found);
      if (!next) return;
      // Remembered first: what does not arrive is lost rather than told twice.
      memory.write(TOLD_WEEK, next.told);
      await fetch("/api/v1/usage", {
        method: "POST",
        headers: { "content-type": "application/json" },
        credentials: "omit",
        body: JSON.stringify(next.sighting),
      }).catch(() => undefined);
    },
  };
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
