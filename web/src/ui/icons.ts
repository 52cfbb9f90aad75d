// Our own pictures: strokes on a grid of 24, drawn with the colour of the text around them.

export const ICONS = {
  // Amenities, by their keys.
  drinking_water: "M7 3h10l-1.5 18h-7zM7.7 11h8.6",
  hot_water: "M5 10h12v6a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4zM17 12h1a2.5 2.5 0 0 1 0 5h-1M8.5 7V4M13.5 7V4",
  microwave: "M3 6h18v12H3zM6 9h8v6H6zM17.5 9v.01M17.5 12v.01M17.5 15v.01",
  phone_charging: "M7 2h10v20H7zM13 7l-3 5h4l-3 5",
  ebike_charging: "M6 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM18 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 17l4-8h5l3 8M14 3l-2 4h3l-2 4",
  battery_swap: "M4 8h14v10H4zM18 11h2v4h-2M8 5h6M7 13h3M13 11.5v3M11.5 13h3",
  toilet: "M8 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM16 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM6 8h4v6H9v7H7v-7H6zM16 8l-2.5 7H15v6h2v-6h1.5z",
  seating: "M7 3v10h9M7 13v8M16 13v8M16 13V8",
  air_conditioning: "M3 5h18v7H3zM6 9h12M8 15c0 3-2 3-2 5M12 15v5M16 15c0 3 2 3 2 5",
  wifi: "M3 9a13 13 0 0 1 18 0M6 12.5a8.5 8.5 0 0 1 12 0M9 16a4.2 4.2 0 0 1 6 0M12 19.5v.01",
  fridge: "M6 2h12v20H6zM6 10h12M9 5v2M9 13v3",
  first_aid: "M3 7h18v13H3zM9 7V4h6v3M12 10.5v6M9 13.5h6",
  aed: "M12 21S3 15 3 9a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 6-9 12-9 12zM12.5 8l-2 4h3l-2 4",
  umbrella: "M3 12a9 9 0 0 1 18 0zM12 3v-1M12 12v7a2.5 2.5 0 0 1-5 0",
  repair_tools: "M14 6a4.5 4.5 0 0 1 6-3l-3 3 1 2 2 1 2-3a4.5 4.5 0 0 1-6 5L7 20a2.1 2.1 0 0 1-3-3z",
  tire_pump: "M8 21h8M12 21V9M8 9h8M12 9V3M9 3h6M10 13h4M10 16h4",
  reading: "M12 6c-3-2-6-2-9-1v14c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zM12 6v14",
  nursing_room: "M9 2h6v3H9zM8 8c0-2 1-3 4-3s4 1 4 3v13H8zM8 12h4M8 16h4",
  shower: "M4 21V6a3 3 0 0 1 6 0M6 9h8M8 13v.01M12 13v.01M7 17v.01M11 17v.01M15 17v.01M14 21v.01",
  parking: "M4 3h16v18H4zM9 17V7h4a3 3 0 0 1 0 6H9",
  meal: "M3 12h18a9 9 0 0 1-6 8H9a9 9 0 0 1-6-8zM8 8c0-2 2-2 2-4M14 8c0-2 2-2 2-4",
  legal_aid: "M12 3v18M7 21h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z",
  locker: "M4 3h16v18H4zM12 3v18M9 11v2M15 11v2",
  step_free: "M10 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM10 8v6h5l3 6M10 11h4M8 12a5 5 0 1 0 6 6",
  // What one does.
  locate: "M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM12 2v3M12 19v3M2 12h3M19 12h3M12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2z",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
  walk: "M13 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM9 12l2-4 3 1 1 3 3 1M11 8l-1 6 3 3v5M10 14l-3 7",
  ebike: "M6 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM18 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 17l4-8h5l3 8M13 6h4",
  back: "M15 4l-8 8 8 8",
  close: "M5 5l14 14M19 5L5 19",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  map: "M3 6l6-3 6 3 6-3v15l-6 3-6-3-6 3zM9 3v15M15 6v15",
  list: "M8 6h13M8 12h13M8 18h13M3 6v.01M3 12v.01M3 18v.01",
  star: "M12 3l2.7 5.8 6.3.8-4.6 4.3 1.2 6.3L12 17l-5.6 3.2 1.2-6.3L3 9.6l6.3-.8z",
  share: "M4 12v8h16v-8M12 15V3M7 8l5-5 5 5",
  call: "M5 3h4l2 5-3 2a12 12 0 0 0 6 6l2-3 5 2v4a2 2 0 0 1-2 2A17 17 0 0 1 3 5a2 2 0 0 1 2-2z",
  go: "M12 2l9 20-9-5-9 5z",
  flag: "M5 22V3h12l-2 5 2 5H5",
  check: "M4 12l5 6L20 5",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l4 2",
  door: "M6 21V3h12v18M3 21h18M14 12v.01",
  copy: "M9 9h11v12H9zM5 15H4V3h11v2",
  way: "M6 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM18 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.5 18.5H15a3.5 3.5 0 0 0 0-7H9a3.5 3.5 0 0 1 0-7h6",
  place: "M12 22s7-7 7-12a7 7 0 0 0-14 0c0 5 7 12 7 12zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  warn: "M12 3l10 18H2zM12 10v5M12 18v.01",
} as const;

export type IconName = keyof typeof ICONS;

/** The picture of an amenity; a plain mark for one that has none. */
export function amenityIcon(key: string): IconName {
  return key in ICONS ? (key as IconName) : "check";
}
