// The engine's atlas, in the shapes of the screens.
import type { FullStation } from "../../api/types";
import type { Atlas, KnownStation } from "../../engine/atlas";
import { withoutEach } from "../answers/remote";
import type { PhoneAtlas } from "../ports";

export function phoneAtlas(atlas: Atlas): PhoneAtlas {
  return {
    holds: (now) => atlas.holds(now),
    nearest: (question, now, lang) => atlas.nearest(question, now, lang),
    onTheWay: (question, now, lang) => atlas.onTheWay(question, now, lang),
    station(code, now, lang) {
      const station = atlas.station(code, now, lang);
      if (!station) return undefined;
      return { revision: atlas.revision, now: station.open.at, datum: "wgs84", station: full(station, atlas.revision) };
    },
    search: (q, filter, limit, now, lang) => atlas.search(q, filter, limit, now, lang),
    places: (q, limit) => atlas.searchPlaces(q, limit),
    blockers: (question, now, lang) =>
      withoutEach(question).flatMap(({ what, rest }) => {
        const [nearest] = atlas.nearest({ ...rest, limit: 1 }, now, lang).stations;
        return nearest ? [{ what, nearest }] : [];
      }),
    marks: (now) => atlas.marks(now),
  };
}

/** What the pack leaves out is not shown. */
function full(station: KnownStation, revision: number): FullStation {
  return { ...station, serves: [], version: 0, revision, updated_at: "" };
}
