// The types that gcoord ships are not where its package says they are.
declare module "gcoord" {
  type Crs = "WGS84" | "GCJ02" | "BD09";
  export const WGS84: Crs;
  export const GCJ02: Crs;
  export const BD09: Crs;
  /** Longitude and latitude, degrees. */
  export function transform(position: [number, number], from: Crs, to: Crs): [number, number];
  const all: { WGS84: Crs; GCJ02: Crs; BD09: Crs; transform: typeof transform };
  export default all;
}
