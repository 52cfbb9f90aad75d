// On my way: the station that costs the least extra time.
import { texts } from "./index";

export const wayText = texts({
  zh: {
    title: "顺路找一个",
    from: "从",
    to: "到",
    chooseFrom: "选出发地",
    chooseTo: "选目的地",
    hint: "选好要去的地方，按多花的时间从少到多排。",
    direct: (time: string) => `直接过去 ${time}`,
    none: "路上没有符合的驿站。",
    results: (count: number) => `顺路的驿站 ${count} 个`,
  },
  en: {
    title: "On my way",
    from: "From",
    to: "To",
    chooseFrom: "Choose where you start",
    chooseTo: "Choose where you are going",
    hint: "Choose where you are going; the smallest detour comes first.",
    direct: (time: string) => `${time} without a stop`,
    none: "No station on the way fits.",
    results: (count: number) => `${count} stations on the way`,
  },
});
