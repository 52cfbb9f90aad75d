import fc from "fast-check";
import { expect, test } from "vitest";
import { cropText, GRIPS, pulled, WHOLE, type Crop, type Grip } from "./crop";

const middle: Crop = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 };

test.each<[Grip, Crop]>([
  ["move", { left: 0.35, top: 0.05, width: 0.5, height: 0.5 }],
  ["nw", { left: 0.35, top: 0.05, width: 0.4, height: 0.7 }],
  ["ne", { left: 0.25, top: 0.05, width: 0.6, height: 0.7 }],
  ["sw", { left: 0.35, top: 0.25, width: 0.4, height: 0.3 }],
  ["se", { left: 0.25, top: 0.25, width: 0.6, height: 0.3 }],
])("pulling %s to the right and up moves its own edges only", (grip, expected) => {
  const found = pulled(middle, grip, 0.1, -0.2);
  for (const side of ["left", "top", "width", "height"] as const) expect(found[side]).toBeCloseTo(expected[side]);
});

test("whatever is pulled however far, the rectangle stays within the picture and can be seen", () => {
  const far = fc.double({ min: -3, max: 3, noNaN: true });
  const pulls = fc.array(fc.tuple(fc.constantFrom<Grip>("move", ...GRIPS), far, far), { maxLength: 8 });
  fc.assert(
    fc.property(pulls, (all) => {
      const { left, top, width, height } = all.reduce((crop, [grip, right, down]) => pulled(crop, grip, right, down), middle);
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(1 + 1e-9);
      expect(Math.min(width, height)).toBeGreaterThan(0.0999);
    }),
  );
});

test("the whole picture is not said, a part is said in the server's words", () => {
  expect(cropText(WHOLE)).toBeUndefined();
  expect(cropText({ left: 0.5, top: 0, width: 1 / 3, height: 1 })).toBe("0.5000,0.0000,0.3333,1.0000");
});
