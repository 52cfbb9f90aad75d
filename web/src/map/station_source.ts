// Where the stations on the map come from. The phone holds all of a district and groups them
// itself; a ledger of a whole country comes as vector tiles, which the server groups. Layers and
// the map know only this interface.
import type {
  ExpressionSpecification,
  GeoJSONSource,
  Map,
  MapGeoJSONFeature,
  SourceSpecification,
  VectorTileSource,
} from "maplibre-gl";
import type { FeatureCollection, Point } from "geojson";
import type { SiteAnswer } from "../api/types";
import type { StationMark } from "../engine/atlas";
import { NOTHING, collection, point } from "./geometry";
import type { Shift } from "./geometry";
import { KINDS, STATES, symbolOf } from "./symbols";

export interface StationSource {
  readonly id: string;
  readonly specification: SourceSpecification;
  /** Which of its layers it is, where a source has several. */
  readonly layer: { "source-layer"?: string };
  /** The name of a station's picture. */
  readonly symbol: ExpressionSpecification;
  /** What tells a group from a single station. */
  readonly isCluster: ExpressionSpecification;
  show(map: Map, marks: readonly StationMark[], shift: Shift): void;
  /** The zoom at which a group comes apart. */
  zoomThatParts(map: Map, group: MapGeoJSONFeature): Promise<number>;
}

/** Above this zoom every station stands alone. */
const LAST_GROUPED_ZOOM = 13;

/** How near, in pixels, stations are grouped: rings must not touch. */
const GROUPED_PX = 52;

/** What a group remembers of the stations in it, next to how many they are. */
const COUNTS: Record<string, ExpressionSpecification> = {
  open: counted("state", "open"),
  closed: counted("state", "closed"),
  unknown: counted("state", "unknown"),
  temporarily_closed: counted("state", "temporarily_closed"),
  union_station: counted("kind", "union_station"),
  worker_home: counted("kind", "worker_home"),
};

export const stationsOnThePhone: StationSource = {
  id: "stations",
  specification: {
    type: "geojson",
    data: NOTHING,
    cluster: true,
    clusterRadius: GROUPED_PX,
    clusterMaxZoom: LAST_GROUPED_ZOOM,
    clusterProperties: Object.fromEntries(
      Object.entries(COUNTS).map(([name, one]) => [name, ["+", one]]),
    ),
  },
  layer: {},
  symbol: ["get", "symbol"],
  isCluster: ["has", "point_count"],
  show(map, marks, shift) {
    void map.getSource<GeoJSONSource>(this.id)?.setData(stationFeatures(marks, shift));
  },
  async zoomThatParts(map, { properties }) {
    const { cluster_id: id } = properties as { cluster_id: number };
    const zoom = await map.getSource<GeoJSONSource>(this.id)?.getClusterExpansionZoom(id);
    return zoom ?? LAST_GROUPED_ZOOM + 1;
  },
};

/** Tiles say whether stations are open now: they are asked for again when the minute is over. */
const MINUTE_MS = 60_000;

export function stationsOfTheServer(origin: string, datum: string, now: () => number = Date.now): StationSource {
  const tiles = [`${origin}/tiles/stations/{z}/{x}/{y}.mvt?datum=${datum}`];
  const minute = (): number => Math.floor(now() / MINUTE_MS);
  let asked = minute();
  return {
    id: "stations",
    specification: { type: "vector", tiles, maxzoom: LAST_GROUPED_ZOOM + 1 },
    layer: { "source-layer": "stations" },
    symbol: ["concat", "station/", known("kind", KINDS, "union_station"), "/", known("state", STATES, "unknown")],
    isCluster: ["has", "point_count"],
    show(map) {
      if (minute() === asked) return;
      asked = minute();
      map.getSource<VectorTileSource>(this.id)?.setTiles(tiles);
    },
    // Each zoom halves the cells in which the server groups.
    zoomThatParts: (map) => Promise.resolve(Math.min(LAST_GROUPED_ZOOM + 1, Math.floor(map.getZoom()) + 2)),
  };
}

/** What fits a site: tiles, in the datum of the base map, where no phone is given all stations. */
export function stationsOf({ has_pack, basemap }: Pick<SiteAnswer, "has_pack" | "basemap">, origin: string): StationSource {
  if (has_pack) return stationsOnThePhone;
  return stationsOfTheServer(origin, basemap.kind === "none" ? "wgs84" : basemap.datum);
}

function known(property: string, values: readonly string[], otherwise: string): ExpressionSpecification {
  return ["match", ["get", property], [...values], ["get", property], otherwise];
}

export function stationFeatures(marks: readonly StationMark[], shift: Shift): FeatureCollection<Point> {
  return collection(
    marks.map((mark) => {
      const { code, name, kind, state } = mark;
      return point(shift(mark), { code, name, kind, state, symbol: symbolOf(mark) });
    }),
  );
}

function counted(property: string, value: string): ExpressionSpecification {
  return ["case", ["==", ["get", property], value], 1, 0];
}
