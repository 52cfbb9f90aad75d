// The pages of the console: where each is, and what one must be allowed to do to see it.
import type { Right } from "../../account/session";

export interface Page {
  name: "stations" | "reports" | "rounds" | "quality" | "units" | "imports" | "district" | "audit" | "people";
  path: string;
  right: Right;
}

export const PAGES: readonly Page[] = [
  { name: "stations", path: "/stations", right: "read_ledger" },
  { name: "reports", path: "/reports", right: "read_reports" },
  { name: "rounds", path: "/rounds", right: "read_ledger" },
  { name: "quality", path: "/quality", right: "read_analysis" },
  { name: "units", path: "/units", right: "read_analysis" },
  { name: "imports", path: "/imports", right: "export_ledger" },
  { name: "district", path: "/district", right: "read_ledger" },
  { name: "audit", path: "/audit", right: "read_audit" },
  { name: "people", path: "/people", right: "read_people" },
];
