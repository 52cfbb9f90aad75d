// What each further site adds.
import type { EChartsOption } from "echarts";
import type { Search } from "../types";
import { coloursNow } from "../parts/colours";

export function curveOption(search: Search, name: string): EChartsOption {
  const colours = coloursNow();
  const already = search.result?.already ?? 0;
  const points = [[0, already], ...search.sites.map((site, at) => [at + 1, site.covered ?? already])];
  return {
    animation: false,
    grid: { left: 64, right: 12, top: 12, bottom: 26 },
    tooltip: { trigger: "axis" },
    xAxis: { type: "value", min: 0, max: search.sites.length, minInterval: 1, axisLabel: { color: colours.quiet }, splitLine: { show: false } },
    yAxis: { type: "value", scale: true, axisLabel: { color: colours.quiet }, splitLine: { lineStyle: { color: colours.line } } },
    series: [{ type: "line", name, step: false, symbolSize: 5, data: points, lineStyle: { color: colours.accent }, itemStyle: { color: colours.accent } }],
  };
}
