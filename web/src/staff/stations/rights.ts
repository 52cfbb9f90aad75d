// Whether a station is somebody's to change. The server decides; this only keeps the page from
// offering what would be refused.
import type { Schemas, StationRecord } from "../../account/api";

export function isMine(who: Schemas["SessionAnswer"] | undefined, { facts }: StationRecord): boolean {
  const reach = who?.rights.find(({ action }) => action === "edit_station")?.reach;
  if (reach === "everywhere") return true;
  const { areas = [], units = [] } = who?.account ?? {};
  return reach === "own" && (areas.includes(String(facts["area"])) || units.includes(String(facts["unit"])));
}
