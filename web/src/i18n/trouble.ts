// What went wrong, in a sentence that helps.
import { texts } from "./index";

export const troubleText = texts({
  zh: {
    offline: "连不上服务器。看看手机信号，我们会在恢复后自动再试。",
    slow: "网络太慢，没有等到结果。换个信号好的地方再试。",
    waiting: "网络有点慢，还在等…",
    busy: (seconds: number) => `查询太频繁，${seconds} 秒后自动再试。`,
    server: "服务器出了问题，稍后再试。急用可拨打下方热线。",
    missing: "没有找到。请核对链接或编码。",
    refused: "这次查询没有成功。",
    stale: (when: string) => `数据停在 ${when}，可能有变。有信号时会自动更新。`,
    storage: "手机存储空间不够，离线时可能打不开。清理一些空间后重新打开即可。",
    clock: (minutes: string) => `手机时间差了约 ${minutes}，开放状态已按标准时间计算。`,
    worker: "这个浏览器不能离线打开本页，其他功能照常。",
    hotline: (number: string) => `职工服务热线 ${number}`,
  },
  en: {
    offline: "The server cannot be reached. Check your signal; we try again by ourselves.",
    slow: "The network was too slow for an answer. Try again where the signal is better.",
    waiting: "The network is slow, still waiting…",
    busy: (seconds: number) => `Too many questions; trying again in ${seconds} s.`,
    server: "The server is in trouble. Try again later.",
    missing: "Nothing was found. Compare the link or the code.",
    refused: "The question could not be answered.",
    stale: (when: string) => `The data are of ${when} and may have changed. They are renewed when there is signal.`,
    storage: "The phone’s storage is full, so this page may not open without signal. Free some space and open it again.",
    clock: (minutes: string) => `The phone’s clock is off by about ${minutes}; hours are worked out with the right time.`,
    worker: "This browser cannot open the page without signal; everything else works.",
    hotline: (number: string) => `Workers’ hotline ${number}`,
  },
});
