import drawn from "./amenities.json";

// Icons of what stations offer, by the names that the catalogue of amenities gives them, and of the
// ways in, by the words of the API: paths for a stroke of even width on a field of 24 by 24.
// The server draws those of amenities on plaques and knows their names, so that they are data.
export const amenityIcons: Readonly<Record<string, string>> = drawn;

export const accessIcons: Readonly<Record<string, string>> = {
  open_door: "M6 20.5V4l9-1.5v18M15 4.5h3v16M3.5 20.5h17M12 12h.01",
  staffed: "M12 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  qr_code: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v2.5M14 20h2.5M20 20h.01",
  app: "M7.5 2.5h9A1.5 1.5 0 0 1 18 4v16a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 20V4a1.5 1.5 0 0 1 1.5-1.5zM10.5 18.5h3",
  card: "M3 5.5h18v13H3zM3 10h18M6.5 14.5h4",
  face: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 10h.01M15 10h.01M9 14.5a4.2 4.2 0 0 0 6 0",
};
