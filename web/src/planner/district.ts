// What does not change while somebody is at the desk: the district, its offices, the words for
// amenities, and where its stations are.
import type { Client } from "../api/client";
import type { AmenityWord, AreasAnswer, SiteAnswer, Word } from "../api/types";
import type { Pack } from "../engine/pack";
import type { Wgs84 } from "../engine/question";

export interface StationPlace extends Wgs84 {
  code: string;
  name: string;
}

/** What a form offers of them: not what is retired. */
export function offeredOf(district: District | undefined): readonly AmenityWord[] {
  return district?.amenities.filter(({ retired }) => !retired) ?? [];
}

export interface District {
  site: SiteAnswer;
  areas: AreasAnswer;
  amenities: readonly AmenityWord[];
  kinds: readonly Word[];
  stations: readonly StationPlace[];
  places: ReadonlyMap<string, StationPlace>;
}

export async function readDistrict(open: Client): Promise<District> {
  const [site, areas, words, pack] = await Promise.all([
    open.get("/api/v1/site"),
    open.get("/api/v1/areas"),
    open.get("/api/v1/amenities"),
    open.get("/api/v1/stations/pack"),
  ]);
  const { code, name, lon_e6, lat_e6 } = (pack as unknown as Pack).stations;
  const stations = code.map((one, at) => ({
    code: one,
    name: name[at] ?? one,
    lon: (lon_e6[at] ?? 0) / 1e6,
    lat: (lat_e6[at] ?? 0) / 1e6,
  }));
  const places = new Map(stations.map((station) => [station.code, station]));
  return { site, areas, amenities: words.amenities, kinds: words.kinds, stations, places };
}
