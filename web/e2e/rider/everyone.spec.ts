// For everyone: no view has a fault that a machine can find, in the light and in the dark.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../drivers/test";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const [view, path] of [
      ["home", "/"],
      ["search", "/search"],
      ["on my way", "/way"],
      ["settings", "/settings"],
    ] as const) {
      test(`${view} has no fault`, async ({ rider }) => {
        await rider.opens(path);
        await rider.page.waitForLoadState("networkidle");
        expect((await new AxeBuilder({ page: rider.page }).analyze()).violations).toEqual([]);
      });
    }

    test("the list, the station and its sheet have no fault", async ({ rider }) => {
      await rider.allowsPosition();
      await rider.opens("/");
      await rider.seesAnswers();
      expect((await new AxeBuilder({ page: rider.page }).analyze()).violations).toEqual([]);
      await rider.answers().first().click();
      await expect(rider.page.locator("table tr")).toHaveCount(7);
      await rider.page.getByRole("button", { name: "去这里" }).click();
      expect((await new AxeBuilder({ page: rider.page }).analyze()).violations).toEqual([]);
    });
  });
}

test("everything that can be touched is large enough for a glove", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.opens("/");
  await rider.seesAnswers();
  const small = await rider.page.locator("button, a, input, select").evaluateAll((all) =>
    all
      .filter((each) => each.checkVisibility() && !each.closest("footer"))
      .map((each) => [each.textContent.trim(), each.getBoundingClientRect()] as const)
      .filter(([, box]) => box.height < 44 || box.width < 44)
      .map(([name]) => name),
  );
  expect(small).toEqual([]);
});

for (const locale of ["zh-CN", "en-GB"]) {
  test(`nothing is wider than a small phone, in ${locale}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ locale, viewport: { width: 360, height: 640 } });
    const page = await context.newPage();
    for (const path of ["/", "/search", "/way", "/settings"]) {
      await page.goto(`${baseURL ?? ""}${path}`);
      await page.waitForLoadState("networkidle");
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(360);
    }
    await context.close();
  });
}

test("English and large type", async ({ rider }) => {
  await rider.opens("/settings");
  await rider.page.getByLabel("语言").selectOption("en");
  await rider.page.getByRole("switch", { name: "Large type" }).click();
  await rider.opens("/");
  await expect(rider.page.getByRole("button", { name: "Find the nearest station" })).toBeVisible();
  await expect(rider.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(rider.page.locator("html")).toHaveCSS("font-size", "20px");
});
