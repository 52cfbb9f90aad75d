// Every layer of ours, from the ground up; all of them lie above those of the base map. A layer
// that is not named here is a mistake.

export const LAYERS = [
  "areas-fill",
  "areas-line",
  "areas-name",
  "own-accuracy",
  "own-accuracy-line",
  "stations-name",
  "clusters",
  "stations",
  "destination",
  "selected",
  "own-position",
] as const;

export type LayerId = (typeof LAYERS)[number];

/** The layers in their order; throws when one is not named above, or twice there. */
export function inOrder<L extends { id: string }>(layers: readonly L[]): L[] {
  const places = layers.map(({ id }) => {
    const place = LAYERS.indexOf(id as LayerId);
    if (place < 0) throw new Error(`layer '${id}' has no place: name it in map/layer_order.ts`);
    return place;
  });
  if (new Set(places).size < places.length) {
    throw new Error(`a layer is there twice: ${layers.map(({ id }) => id).join(", ")}`);
  }
  return LAYERS.flatMap((id) => layers.filter((layer) => layer.id === id));
}
