import { expect, test, vi } from "vitest";
import { heightAfter, useDrawnSheet, type Height } from "./drawn_sheet";

test.each<[Height, number, Height | undefined]>([
  ["half", 0, "half"],
  ["half", -55, "half"],
  ["half", 55, "half"],
  ["half", -56, "whole"],
  ["half", 56, undefined],
  ["whole", -300, "whole"],
  ["whole", 55, "whole"],
  ["whole", 56, "half"],
])("a %s sheet that was drawn %i pixels stays %s", (height, drawn_px, stays) => {
  expect(heightAfter(height, drawn_px)).toBe(stays);
});

function drawn(from: number, to: number) {
  const close = vi.fn();
  const sheet = useDrawnSheet(close);
  const at = (clientY: number) => ({ clientY, currentTarget: null }) as PointerEvent;
  sheet.handle.pointerdown(at(from));
  sheet.handle.pointermove(at(to));
  const underTheFinger = sheet.style.value;
  sheet.handle.pointerup();
  sheet.handle.click();
  return { sheet, close, underTheFinger };
}

test("the sheet moves with the finger, and the click that ends a drawing does not turn it back", () => {
  const { sheet, close, underTheFinger } = drawn(400, 300);
  expect(underTheFinger).toEqual({ transform: "translateY(-100px)" });
  expect(sheet.style.value).toEqual({});
  expect(sheet.height.value).toBe("whole");
  expect(close).not.toHaveBeenCalled();
  sheet.handle.click();
  expect(sheet.height.value).toBe("half");
});

test("a touch raises the sheet", () => {
  expect(drawn(400, 402).sheet.height.value).toBe("whole");
});

test("a sheet that is drawn far down is closed", () => {
  expect(drawn(400, 500).close).toHaveBeenCalledOnce();
});
