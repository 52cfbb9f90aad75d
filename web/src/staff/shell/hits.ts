// What ⌘K leads to besides stations, which the server finds: pages, areas, units.

export interface Hit {
  id: string;
  title: string;
  detail: string;
  to: string;
}

interface Named {
  value: string;
  label: string;
}

/** The stations of an area or a unit, as hits. */
export function placeHits(field: "area" | "unit", detail: string, places: readonly Named[]): Hit[] {
  return places.map(({ value, label }) => ({ id: `${field} ${value}`, title: label, detail, to: `/stations?${field}=${encodeURIComponent(value)}` }));
}

/** Most that one reads of places; a further letter narrows them. */
const MOST_PLACES = 6;

/** Pages whose name or address holds the words; places only when somebody has typed some. */
export function narrowed(wanted: string, pages: readonly Hit[], places: readonly Hit[]): Hit[] {
  const words = wanted.trim().toLowerCase();
  const holds = ({ title, to }: Hit): boolean => `${title} ${to}`.toLowerCase().includes(words);
  const found = words === "" ? [] : places.filter(({ title }) => title.toLowerCase().includes(words)).slice(0, MOST_PLACES);
  return [...pages.filter(holds), ...found];
}
