// The rider's map. All positions that go in and come out are WGS-84; where the base map is
// GCJ-02 they are shifted here and nowhere else.
import { AttributionControl, GeoJSONSource, Map, NavigationControl, addProtocol, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { FeatureCollection } from "geojson";
import { Protocol } from "pmtiles";
import type { AreasAnswer, SiteAnswer } from "../api/types";
import type { StationMark } from "../engine/atlas";
import type { Lang, Wgs84 } from "../engine/question";
import { fromGcj02, toGcj02 } from "../handover/datum";
import { baseStyle } from "./base_style";
import { circle, pointFeature, stationFeatures } from "./features";
import type { Shift } from "./features";
import { addLayers, addSources } from "./layers";
import { symbols } from "./symbols";

export interface MapOptions {
  site: SiteAnswer;
  areas: AreasAnswer | undefined;
  lang: Lang;
  theme: "light" | "dark";
  centre: Wgs84;
  label: string;
  onPick: (code: string) => void;
  onTap: (position: Wgs84) => void;
  /** A person has moved the map to here. */
  onMoved: (centre: Wgs84) => void;
}

export interface RiderMap {
  setMarks(marks: readonly StationMark[]): void;
  select(position: Wgs84 | undefined): void;
  setOwnPosition(position: (Wgs84 & { accuracy_m: number | undefined }) | undefined): void;
  show(position: Wgs84): void;
  destroy(): void;
}

const NEAR_ZOOM = 14.5;
const NOWHERE: FeatureCollection = { type: "FeatureCollection", features: [] };

/** The map in a container; undefined where there is no WebGL 2. */
export async function createRiderMap(
  container: HTMLElement,
  options: MapOptions,
): Promise<RiderMap | undefined> {
  if (document.createElement("canvas").getContext("webgl2") === null) return undefined;
  setWorkerUrl(workerUrl);
  addProtocol("pmtiles", new Protocol().tile);
  const { basemap } = options.site;
  const isShifted = basemap.kind !== "none" && basemap.datum === "gcj02";
  const shift: Shift = isShifted ? toGcj02 : (position) => position;
  const unshift: Shift = isShifted ? fromGcj02 : (position) => position;
  const map = new Map({
    container,
    style: baseStyle(basemap, options.theme, options.lang),
    center: lngLat(shift(options.centre)),
    zoom: NEAR_ZOOM,
    attributionControl: false,
    dragRotate: false,
    maxPitch: 0,
    fadeDuration: 0,
    locale: { "Map.Title": options.label },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new AttributionControl({ compact: false }));
  await new Promise<void>((resolve) => void map.once("style.load", () => { resolve(); }));
  const density = Math.min(3, Math.ceil(window.devicePixelRatio));
  for (const [name, image] of symbols(options.theme, density)) {
    map.addImage(name, image, { pixelRatio: density });
  }
  addSources(map, options.areas, shift);
  addLayers(map, { theme: options.theme, hasBase: basemap.kind !== "none" });
  listen(map, options, unshift);
  const source = (id: string): GeoJSONSource | undefined => map.getSource<GeoJSONSource>(id);
  return {
    setMarks: (marks) => void source("stations")?.setData(stationFeatures(marks, shift)),
    select: (position) => void source("selected")?.setData(pointFeature(position, shift)),
    setOwnPosition: (position) => {
      const doubt_m = position?.accuracy_m;
      void source("own")?.setData(pointFeature(position, shift));
      void source("own-accuracy")?.setData(
        position === undefined || doubt_m === undefined ? NOWHERE : circle(position, doubt_m, shift),
      );
    },
    show: (position) => {
      map.jumpTo({ center: lngLat(shift(position)), zoom: Math.max(map.getZoom(), NEAR_ZOOM) });
    },
    destroy: () => { map.remove(); },
  };
}

function listen(map: Map, options: MapOptions, unshift: Shift): void {
  map.on("click", (event) => {
    const [hit] = map.queryRenderedFeatures(event.point, { layers: ["stations", "clusters"] });
    if (hit === undefined) {
      options.onTap(unshift({ lat: event.lngLat.lat, lon: event.lngLat.lng }));
    } else if (typeof hit.properties.code === "string") {
      options.onPick(hit.properties.code);
    } else {
      map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 });
    }
  });
  map.on("moveend", (event) => {
    if (!("originalEvent" in event)) return;
    const { lat, lng } = map.getCenter();
    options.onMoved(unshift({ lat, lon: lng }));
  });
}

function lngLat({ lon, lat }: Wgs84): [number, number] {
  return [lon, lat];
}
