import { expect, test } from "vitest";
import { missingIn, newReportForm, reportOf, type ReportForm } from "./report_form";

const form = (partial: Partial<ReportForm>): ReportForm => ({ ...newReportForm("wrong"), ...partial });

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
  expect(missingIn(form(filled), "wrong")).toBe(missing);
});

test("what does not belong to the problem is not sent", () => {
  expect(reportOf(form({ problem: "closed", amenity: "microwave", text: " 门锁着 " }), "wrong")).toEqual({ problem: "closed", text: "门锁着" });
  expect(reportOf(form({ problem: "broken", amenity: "microwave" }), "wrong")).toEqual({ problem: "broken", amenity: "microwave" });
  expect(reportOf(form({ problem: "other" }), "wrong")).toBeUndefined();
});

test("a photo is sent without anything being wrong, but not without the photo", () => {
  const photo = newReportForm("photo");
  photo.text = "门口";
  expect(missingIn(photo, "photo")).toBe("photo");
  photo.photo = "AAAA";
  expect(reportOf(photo, "photo")).toEqual({ problem: "other", text: "门口", photo: "AAAA" });
});
