// The desk's map. Positions that go in and come out are WGS-84; where the base map is drawn in
// another datum they are shifted here. Nothing but our own server and the hosts of the configured
// base map is asked.
import { AttributionControl, Map, Marker, NavigationControl, addProtocol, setWorkerUrl, type GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";
import "maplibre-gl/dist/maplibre-gl.css";
import "../../map/map.css";
import type { FeatureCollection } from "geojson";
import type { Lang, Wgs84 } from "../../engine/question";
import { areaFeatures, boundsOf, collection, datumNamed, moved, pair, point } from "../../map/geometry";
import { labelControls } from "../../map/labels";
import { paletteOf } from "../../map/palette";
import type { District } from "../district";
import { styleOf, type SourceId } from "./style";

export interface PlannerMap {
  fill(source: Exclude<SourceId, "areas">, data: FeatureCollection): void;
  /** A candidate that can be dragged; the figures follow while it moves. */
  setCandidate(position: Wgs84 | undefined): void;
  show(position: Wgs84): void;
  showAll(): void;
  centre(): Wgs84;
  setLang(lang: Lang): void;
  destroy(): void;
}

interface Options {
  district: District;
  lang: Lang;
  onDragged(position: Wgs84): void;
}

const NEAR_ZOOM = 14;

/** The map in a container; undefined where it cannot be drawn (there is no WebGL 2). */
export async function createPlannerMap(container: HTMLElement, options: Options): Promise<PlannerMap | undefined> {
  const { site, areas, stations } = options.district;
  const { basemap } = site;
  const { there, back } = datumNamed(basemap.kind === "none" ? undefined : basemap.datum);
  const offices = areaFeatures(areas, there);
  const bounds = boundsOf(offices);
  const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  setWorkerUrl(workerUrl);
  addProtocol("pmtiles", new Protocol().tile);
  let map: Map;
  try {
    map = new Map({
      container,
      style: styleOf(basemap, { palette: paletteOf(container), theme, lang: options.lang }, location.origin),
      ...(bounds ? { bounds, fitBoundsOptions: { padding: 24 } } : { center: pair(there(site.centre)), zoom: 10 }),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      fadeDuration: 0,
      renderWorldCopies: false,
    });
  } catch {
    return undefined;
  }
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new AttributionControl({ compact: false }));
  map.keyboard.disableRotation();
  labelControls(map, options.lang);
  await new Promise<void>((resolve) => void map.once("style.load", () => { resolve(); }));
  const put = (id: SourceId, data: FeatureCollection): void => {
    const shifted = data.features.map((feature) => ({ ...feature, geometry: moved(feature.geometry, there) }));
    void map.getSource<GeoJSONSource>(id)?.setData({ type: "FeatureCollection", features: shifted });
  };
  void map.getSource<GeoJSONSource>("areas")?.setData(offices);
  put("stations", collection(stations.map((station) => point(station))));
  let candidate: Marker | undefined;
  return {
    fill: put,
    setCandidate(position) {
      if (position === undefined) {
        candidate?.remove();
        candidate = undefined;
        return;
      }
      if (candidate === undefined) {
        const marker = new Marker({ draggable: true, color: getComputedStyle(container).getPropertyValue("--soon").trim() });
        marker.on("drag", () => {
          const { lng, lat } = marker.getLngLat();
          options.onDragged(back({ lon: lng, lat }));
        });
        candidate = marker.setLngLat(pair(there(position))).addTo(map);
        return;
      }
      const at = candidate.getLngLat();
      const [lon, lat] = pair(there(position));
      // While it is dragged it tells where it is, and need not be told.
      if (Math.hypot(at.lng - lon, at.lat - lat) > 1e-9) candidate.setLngLat([lon, lat]);
    },
    show: (position) => {
      map.easeTo({ center: pair(there(position)), zoom: Math.max(map.getZoom(), NEAR_ZOOM) });
      put("place", collection([point(position)]));
    },
    showAll: () => {
      put("place", collection([]));
      if (bounds) map.fitBounds(bounds, { padding: 24, linear: true });
    },
    centre: () => {
      const { lng, lat } = map.getCenter();
      return back({ lon: lng, lat });
    },
    setLang: (lang) => { labelControls(map, lang); },
    destroy: () => { map.remove(); },
  };
}
