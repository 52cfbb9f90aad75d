// A week of coverage: a heat map, one hour of it, and a table.
import type { EChartsOption } from "echarts";
import type { PartAnswer } from "../analysis/analysis";
import { HOURS, hourOfWeek } from "../analysis/question";
import { coloursNow } from "../parts/colours";
import type { Table } from "../parts/download";
import type { resultText } from "../../i18n/planner/results";

type Series = PartAnswer<"hours">["district"]["people"];

/** The covered share of people at each hour, 0 to 1. */
export function sharesOf(series: Series): number[] {
  return series.covered.map((covered) => (series.total > 0 ? covered / series.total : 0));
}

export function splitAt(series: Series, at: number) {
  return {
    total: series.total,
    covered: series.covered[at] ?? 0,
    hours_unknown: series.hours_unknown[at] ?? 0,
    closed: series.closed[at] ?? 0,
    no_station: series.no_station[at] ?? 0,
  };
}

export function heatOption(series: Series | undefined, days: readonly string[], chosen: number | undefined): EChartsOption {
  const colours = coloursNow();
  const shares = series ? sharesOf(series) : [];
  return {
    animation: false,
    grid: { left: 40, right: 8, top: 8, bottom: 58 },
    tooltip: {
      formatter: (about) => {
        const [hour = 0, day = 0, percent = 0] = (about as unknown as { value: number[] }).value;
        return `${days[day] ?? ""} ${String(hour).padStart(2, "0")}:00 · ${percent.toFixed(1)}%`;
      },
    },
    xAxis: { type: "category", data: Array.from({ length: 24 }, (_, hour) => String(hour)), axisLabel: { color: colours.quiet, interval: 2 }, splitArea: { show: false } },
    yAxis: { type: "category", data: [...days], inverse: true, axisLabel: { color: colours.text } },
    visualMap: {
      min: 0, max: 100, calculable: false, orient: "horizontal", left: "center", bottom: 0, itemWidth: 10, itemHeight: 140,
      text: ["100%", "0%"], textStyle: { color: colours.quiet },
      inRange: { color: [colours.sunken, colours.accent] },
    },
    series: [{
      type: "heatmap",
      data: shares.map((share, at) => {
        const { day, hour } = hourOfWeek(at);
        const isChosen = at === chosen;
        return { value: [hour, day, Number((share * 100).toFixed(2))], itemStyle: { borderColor: isChosen ? colours.text : colours.surface, borderWidth: isChosen ? 2 : 1 } };
      }),
    }],
  };
}

export function weekTable(answer: PartAnswer<"hours"> | undefined, days: readonly string[], words: typeof resultText.zh): Table {
  const hours = Array.from({ length: HOURS }, (_, at) => {
    const { day, hour } = hourOfWeek(at);
    return `${days[day] ?? ""} ${String(hour).padStart(2, "0")}`;
  });
  const row = (name: string, series: Series): Table["rows"][number] => [name, ...sharesOf(series).map((share) => Number(share.toFixed(4)))];
  const rows = answer ? [row("*", answer.district.people), ...answer.offices.map(({ name, week }) => row(name, week.people))] : [];
  return { name: "coverage-week", columns: [words.office, ...hours], rows };
}
