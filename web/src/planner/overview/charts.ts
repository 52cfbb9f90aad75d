// The distance curve.
import type { EChartsOption } from "echarts";
import { coloursNow } from "../parts/colours";

interface Distances { p50_m: number; p90_m: number; p95_m: number; p99_m: number; worst_5_percent_mean_m: number }

export function distanceOption(found: Distances | undefined, worst: string, metres: (m: number) => string): EChartsOption {
  const colours = coloursNow();
  const values = found ? [found.p50_m, found.p90_m, found.p95_m, found.p99_m, found.worst_5_percent_mean_m] : [];
  return {
    animation: false,
    grid: { left: 52, right: 12, top: 24, bottom: 26 },
    xAxis: { type: "category", data: ["P50", "P90", "P95", "P99", worst], axisLabel: { color: colours.text, interval: 0 }, axisLine: { lineStyle: { color: colours.line } } },
    yAxis: { type: "value", axisLabel: { color: colours.quiet, formatter: (value: number) => metres(value) }, splitLine: { lineStyle: { color: colours.line } } },
    series: [{
      type: "bar",
      data: values,
      barWidth: "46%",
      itemStyle: { color: colours.accent, borderRadius: [3, 3, 0, 0] },
      label: { show: true, position: "top", color: colours.text, formatter: ({ value }) => metres(Number(value)) },
    }],
  };
}
