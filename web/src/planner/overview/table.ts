// The figures of the district and of every office as one table.
import type { PartAnswer } from "../analysis/analysis";
import type { Table } from "../parts/download";
import type { deskText } from "../../i18n/planner/desk";
import type { resultText } from "../../i18n/planner/results";

type Words = typeof resultText.zh;
type Text = typeof deskText.zh;

export function figureTable(answer: PartAnswer<"figures"> | undefined, words: Words, text: Text): Table {
  const columns = [
    words.office, words.people, text.covered, text.hours_unknown, text.closed, text.no_station, words.share,
    `${words.area} m²`, `${text.covered} m²`, words.areaShare, `${words.stations}: ${words.open}`, words.unknown, words.closed,
    words.perTenThousand, "P50 m", "P90 m", "P95 m", "P99 m", `${words.worst} m`,
  ];
  const row = (name: string, of: PartAnswer<"figures">["district"]): Table["rows"][number] => [
    name, of.people.total, of.people.covered, of.people.hours_unknown, of.people.closed, of.people.no_station,
    of.people.covered_share ?? null, of.area_m2.total, of.area_m2.covered, of.area_m2.covered_share ?? null,
    of.stations.open, of.stations.hours_unknown, of.stations.closed, of.stations_per_10000_people ?? null,
    of.distance?.p50_m ?? null, of.distance?.p90_m ?? null, of.distance?.p95_m ?? null, of.distance?.p99_m ?? null,
    of.distance?.worst_5_percent_mean_m ?? null,
  ];
  const rows = answer ? [row("*", answer.district), ...answer.offices.map(({ name, figures }) => row(name, figures))] : [];
  return { name: `coverage-${String(answer?.question.radius_m ?? "")}m`, columns, rows };
}
