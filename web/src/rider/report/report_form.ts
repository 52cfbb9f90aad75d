// What somebody fills in to say what is wrong, and whether it is enough to be sent.
import { reactive } from "vue";
import type { ReportOf, ReportProblem } from "../ports";

export interface ReportForm {
  problem: ReportProblem | undefined;
  amenity: string | undefined;
  text: string;
  photo: string | undefined;
}

export const PROBLEMS: readonly ReportProblem[] = ["closed", "moved", "broken", "wrong_hours", "other"];

/** As long as the server takes. */
export const TEXT_MOST = 500;

/** What is reported: something that is wrong, or how the place looks. */
export type About = "wrong" | "photo";

export function newReportForm(about: About): ReportForm {
  return reactive({ problem: about === "photo" ? "other" : undefined, amenity: undefined, text: "", photo: undefined });
}

/** What is still missing; undefined when it can be sent. */
export function missingIn(form: ReportForm, about: About): "problem" | "words" | "photo" | undefined {
  if (!form.problem) return "problem";
  if (about === "photo") return form.photo ? undefined : "photo";
  const saysNothing = form.text.trim() === "" && !form.photo;
  const needsWords = form.problem === "other" || (form.problem === "broken" && !form.amenity);
  return needsWords && saysNothing ? "words" : undefined;
}

/** What is sent: what does not belong to the problem, because somebody changed their mind, stays out. */
export function reportOf(form: ReportForm, about: About): ReportOf | undefined {
  if (!form.problem || missingIn(form, about)) return undefined;
  const text = form.text.trim();
  return {
    problem: form.problem,
    ...(form.problem === "broken" && form.amenity && { amenity: form.amenity }),
    ...(text && { text }),
    ...(form.photo && { photo: form.photo }),
  };
}
