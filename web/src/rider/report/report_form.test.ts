import { expect, test } from "vitest";
import { missingIn, newReportForm, reportOf, type ReportForm } from "./report_form";

const form = (partial: Partial<ReportForm>): ReportForm => ({ ...newReportForm(), ...partial });

test.each<[Partial<ReportForm>, string | undefined]>([
  [{}, "problem"],
  [{ problem: "closed" }, undefined],
  [{ problem: "moved" }, undefined],
  [{ problem: "wrong_hours" }, undefined],
  [{ problem: "other" }, "words"],
  [{ problem: "other", text: "  " }, "words"],
  [{ problem: "other", text: "没有灯" }, undefined],
  [{ problem: "other", photo: "AAAA" }, undefined],
  [{ problem: "broken" }, "words"],
  [{ problem: "broken", amenity: "microwave" }, undefined],
])("%o lacks %s", (filled, missing) => {
  expect(missingIn(form(filled))).toBe(missing);
});

test("what does not belong to the problem is not sent", () => {
  expect(reportOf(form({ problem: "closed", amenity: "microwave", text: " 门锁着 " }))).toEqual({ problem: "closed", text: "门锁着" });
  expect(reportOf(form({ problem: "broken", amenity: "microwave" }))).toEqual({ problem: "broken", amenity: "microwave" });
  expect(reportOf(form({ problem: "other" }))).toBeUndefined();
});
