// The board as it is shown: rules that find something first, each with its trend.
import type { Schemas } from "../../account/api";

export interface RuleLine {
  rule: string;
  findings: number;
  stations: number;
  /** By day, oldest first. */
  trend: number[];
  /** How many more than on the first day of the trend; undefined when there is no other day. */
  change: number | undefined;
}

/** The gravest first, as the server has them; what finds nothing comes last. */
export function ruleLines({ rules, trend }: Schemas["QualityAnswer"]): RuleLine[] {
  const lines = rules.map(({ rule, findings, stations }) => {
    const values = trend.map((day) => day.findings[rule] ?? 0);
    return { rule, findings, stations, trend: values, change: values.length > 1 ? findings - (values[0] ?? 0) : undefined };
  });
  return [...lines.filter(({ findings }) => findings > 0), ...lines.filter(({ findings }) => findings === 0)];
}

export interface AreaLine {
  area: string;
  stations: number;
  findings: number;
  perHundred: number;
}

/** The areas with most findings for their stations first. */
export function areaLines({ areas }: Schemas["QualityAnswer"]): AreaLine[] {
  return areas
    .map(({ area, stations, findings }) => ({ area, stations, findings, perHundred: stations === 0 ? 0 : (findings * 100) / stations }))
    .sort((one, other) => other.perHundred - one.perHundred);
}

/** The form of a station, opened at the fact that is probably wrong. */
export function addressOfFact(station: string, field: string): string {
  return `/stations/${encodeURIComponent(station)}?field=${encodeURIComponent(field)}`;
}
