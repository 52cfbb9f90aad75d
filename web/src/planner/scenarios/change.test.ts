import { expect, test } from "vitest";
import { changeOf, NO_CHANGE, type ChangeDraft } from "./change";

const HERE = { lon: 116.4, lat: 39.9 };

test.each<[Partial<ChangeDraft>, unknown]>([
  [{ action: "close", code: " CY-1 " }, { action: "close", code: "CY-1" }],
  [{ action: "add" }, { action: "add", code: "N007", ...HERE, amenities: [] }],
  [{ action: "add", hours: "Mo-Su 08:00-20:00", gets: ["aed"] }, { action: "add", code: "N007", ...HERE, hours: "Mo-Su 08:00-20:00", amenities: ["aed"] }],
  [{ action: "move", code: "CY-1" }, { action: "move", code: "CY-1", ...HERE }],
  [{ action: "change_hours", code: "CY-1", hours: "24/7" }, { action: "change_hours", code: "CY-1", hours: "24/7" }],
  [{ action: "change_amenities", code: "CY-1", gets: ["aed"], loses: ["wifi"] }, { action: "change_amenities", code: "CY-1", add: ["aed"], remove: ["wifi"] }],
  [{ action: "close" }, undefined],
  [{ action: "change_hours", code: "CY-1" }, undefined],
  [{ action: "change_amenities", code: "CY-1" }, undefined],
])("%o becomes %o", (draft, change) => {
  expect(changeOf({ ...NO_CHANGE, ...draft }, HERE, 7)).toEqual(change);
});

test("without a candidate on the map nothing is new or moved", () => {
  expect(changeOf({ ...NO_CHANGE, action: "add" }, undefined, 1)).toBeUndefined();
  expect(changeOf({ ...NO_CHANGE, action: "move", code: "CY-1" }, undefined, 1)).toBeUndefined();
});
