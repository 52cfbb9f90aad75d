// Gaps as the map and the sketch draw them.
import type { Feature, FeatureCollection, Polygon } from "geojson";
import { NOTHING } from "../../map/geometry";
import type { PartAnswer } from "../analysis/analysis";

interface Drawn {
  /** People a square kilometre. */
  density: number;
  opacity: number;
}

export function gapFeatures(answer: PartAnswer<"gaps"> | undefined): FeatureCollection<Polygon, Drawn> {
  if (answer === undefined) return NOTHING as FeatureCollection<Polygon, Drawn>;
  const features = answer.features.map(({ geometry, properties }): Feature<Polygon, Drawn> => {
    const density = properties.people.total / Math.max(1e-9, properties.area_m2 / 1e6);
    const opacity = Math.min(0.7, 0.08 + density / 20_000);
    return { type: "Feature", geometry: geometry as unknown as Polygon, properties: { density, opacity } };
  });
  return { type: "FeatureCollection", features };
}
