// What the parts of the map are called, for those who hear it: its library says it once, and
// in one language.
import type { Map } from "maplibre-gl";
import type { Lang } from "../engine/question";
import { mapText } from "../i18n/map";

export function labelControls(map: Map, lang: Lang): void {
  const { canvas, zoomIn, zoomOut } = mapText[lang];
  map.getCanvas().setAttribute("aria-label", canvas);
  for (const [part, label] of [
    [".maplibregl-ctrl-zoom-in", zoomIn],
    [".maplibregl-ctrl-zoom-out", zoomOut],
  ] as const) {
    const button = map.getContainer().querySelector<HTMLElement>(part);
    button?.setAttribute("aria-label", label);
    button?.setAttribute("title", label);
  }
}
