// What can be done to a station as a whole.
import type { Right } from "../../account/session";

export type Action = "close" | "reopen" | "retire" | "merge" | "restore";

/** What somebody may do to a station of such a status; the likeliest comes first. */
export function actionsOn(status: string, who: { may(right: Right): boolean }): Action[] {
  // A retired station comes back through one of its earlier versions.
  if (status === "retired") return [];
  const all: [Action, Right][] = [[status === "open" ? "close" : "reopen", "edit_station"], ["merge", "merge_stations"], ["retire", "retire_station"]];
  return all.filter(([, right]) => who.may(right)).map(([action]) => action);
}
