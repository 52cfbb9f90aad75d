// A failure, in a sentence that helps.
import type { Failure } from "../../api/failure";
import type { Lang } from "../../engine/question";
import { troubleText } from "../../i18n/trouble";

export function troubleWords(failure: Failure, retry_in_s: number | undefined, lang: Lang): string {
  const text = troubleText[lang];
  switch (failure.kind) {
    case "offline":
      return text.offline;
    case "slow":
      return text.slow;
    case "busy":
      return text.busy(retry_in_s ?? failure.retry_after_s ?? 1);
    case "missing":
      return failure.problem?.detail ?? text.missing;
    case "refused":
      return failure.problem?.detail ?? text.refused;
    case "server":
      return text.server;
  }
}

const CLOCK_TOLERANCE_MIN = 5;

/** By how much the phone's clock is wrong, in minutes or hours; undefined when it is right. */
export function clockWords(skew_ms: number, lang: Lang): string | undefined {
  const minutes = Math.round(Math.abs(skew_ms) / 60_000);
  if (minutes < CLOCK_TOLERANCE_MIN) return undefined;
  const long = minutes >= 120;
  const amount = String(long ? Math.round(minutes / 60) : minutes);
  if (lang === "zh") return troubleText.zh.clock(`${amount} ${long ? "小时" : "分钟"}`);
  return troubleText.en.clock(`${amount} ${long ? "hours" : "minutes"}`);
}
