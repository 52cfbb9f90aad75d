// Where the stations on the map come from. Today the phone holds all of a district and groups
// them itself; a ledger of a whole country comes as vector tiles, which the server groups.
// Layers and the map know only this interface.
import type {
  ExpressionSpecification,
  GeoJSONSource,
  Map,
  SourceSpecification,
} from "maplibre-gl";
import type { FeatureCollection, Point } from "geojson";
import type { StationMark } from "../engine/atlas";
import { NOTHING, collection, point } from "./geometry";
import type { Shift } from "./geometry";
import { symbolOf } from "./symbols";

export interface StationSource {
  readonly id: string;
  readonly specification: SourceSpecification;
  /** What tells a group from a single station. */
  readonly isCluster: ExpressionSpecification;
  show(map: Map, marks: readonly StationMark[], shift: Shift): void;
  /** The zoom at which a group comes apart. */
  zoomThatParts(map: Map, clusterId: number): Promise<number>;
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
  isCluster: ["has", "point_count"],
  show(map, marks, shift) {
    void map.getSource<GeoJSONSource>(this.id)?.setData(stationFeatures(marks, shift));
  },
  async zoomThatParts(map, clusterId) {
    const zoom = await map.getSource<GeoJSONSource>(this.id)?.getClusterExpansionZoom(clusterId);
    return zoom ?? LAST_GROUPED_ZOOM + 1;
  },
};

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
