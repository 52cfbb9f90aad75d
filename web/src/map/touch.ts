// What people do with the map: touch a station, a group or a place, move it, use its keys.
import type { Map, MapGeoJSONFeature, Point as ScreenPoint } from "maplibre-gl";
import type { Wgs84 } from "../engine/question";
import type { Shift } from "./geometry";
import type { StationSource } from "./station_source";

export interface Listeners {
  stations: StationSource;
  /** From the base map's datum to WGS-84. */
  back: Shift;
  onPick: (code: string) => void;
  onTap: (position: Wgs84) => void;
  onMoved: (centre: Wgs84) => void;
}

/** Half of the smallest thing that a thumb in a glove meets, pixels. */
const REACH_PX = 22;

/** What can be touched. */
const LAYERS = ["selected", "stations", "stations-name", "clusters"];

export function listenTo(map: Map, listeners: Listeners): void {
  map.on("click", (event) => { touched(map, event.point, listeners); });
  map.on("moveend", (event) => {
    // Only what a person did has an event of the browser behind it.
    if ((event as { originalEvent?: unknown }).originalEvent === undefined) return;
    const { lat, lng } = map.getCenter();
    listeners.onMoved(listeners.back({ lat, lon: lng }));
  });
  // With keys one moves a station to the middle, and opens it.
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.repeat) return;
    event.preventDefault();
    touched(map, map.project(map.getCenter()), listeners);
  });
  const pointer = (shape: string) => () => void (map.getCanvas().style.cursor = shape);
  map.on("mouseenter", LAYERS, pointer("pointer"));
  map.on("mouseleave", LAYERS, pointer(""));
}

function touched(map: Map, at: ScreenPoint, listeners: Listeners): void {
  const hit = nearestHit(map, at);
  if (hit === undefined) {
    const { lat, lng } = map.unproject(at);
    listeners.onTap(listeners.back({ lat, lon: lng }));
    return;
  }
  const { code, point_count: grouped } = hit.properties as { code?: string; point_count?: number };
  if (code !== undefined) listeners.onPick(code);
  else if (grouped !== undefined) void parted(map, hit, listeners.stations);
}

async function parted(map: Map, group: MapGeoJSONFeature, stations: StationSource): Promise<void> {
  const zoom = await stations.zoomThatParts(map, group).catch(() => map.getZoom() + 2);
  map.easeTo({ center: placeOf(group), zoom });
}

/** The station or group nearest to a touch, within reach. */
function nearestHit(map: Map, at: ScreenPoint): MapGeoJSONFeature | undefined {
  const box: [[number, number], [number, number]] = [
    [at.x - REACH_PX, at.y - REACH_PX],
    [at.x + REACH_PX, at.y + REACH_PX],
  ];
  const away = (feature: MapGeoJSONFeature): number => map.project(placeOf(feature)).dist(at);
  const hits = map.queryRenderedFeatures(box, { layers: LAYERS });
  return hits.sort((a, b) => away(a) - away(b))[0];
}

function placeOf({ geometry }: MapGeoJSONFeature): [number, number] {
  const [lon = 0, lat = 0] = geometry.type === "Point" ? geometry.coordinates : [];
  return [lon, lat];
}
