// Figures as files: a table as CSV or XLSX, regions as GeoJSON.
export type Value = string | number | boolean | null;

export interface Table {
  /** The file's name without its ending. */
  name: string;
  columns: readonly string[];
  rows: readonly (readonly Value[])[];
}

/** A table as CSV with a byte order mark, so that spreadsheets take it for UTF-8. */
export function csvOf({ columns, rows }: Table): string {
  const line = (values: readonly Value[]): string => values.map(cell).join(",");
  return `\uFEFF${[columns, ...rows].map(line).join("\r\n")}\r\n`;
}

function cell(value: Value): string {
  const text = value === null ? "" : String(value);
  // A spreadsheet takes what begins like a formula for one.
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function saveCsv(table: Table): void {
  save(`${table.name}.csv`, new Blob([csvOf(table)], { type: "text/csv" }));
}

export async function saveXlsx(table: Table): Promise<void> {
  const { default: write } = await import("write-excel-file/browser");
  const header = table.columns.map((column) => ({ value: column, fontWeight: "bold" as const }));
  const rows = table.rows.map((row) => row.map((value) => (value === null ? null : { value })));
  const blob = await write([header, ...rows]).toBlob();
  save(`${table.name}.xlsx`, blob);
}

export function saveGeoJson(name: string, value: unknown): void {
  save(`${name}.geojson`, new Blob([JSON.stringify(value)], { type: "application/geo+json" }));
}

function save(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(address); }, 10_000);
}
