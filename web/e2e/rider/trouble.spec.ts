import type { Page } from "@playwright/test";
import { expect, test } from "../drivers/test";

async function withoutOwnData(page: Page): Promise<void> {
  await page.route("**/pack", (route) => route.abort());
}

for (const [name, status, words] of [
  ["too many requests", 429, "请 7 秒后再试"],
  ["a server that fails", 500, "服务器出错了"],
] as const) {
  test(`${name}: a sentence that helps, and another try`, async ({ rider }) => {
    await rider.allowsPosition();
    await withoutOwnData(rider.page);
    let isWell = false;
    await rider.page.route("**/nearest?*", (route) =>
      isWell
        ? route.fallback()
        : route.fulfill({ status, headers: { "retry-after": "7" }, json: { detail: "…" } }),
    );
    await rider.opens("/");
    await expect(rider.page.getByRole("alert")).toContainText(words);
    isWell = true;
    await rider.page.getByRole("button", { name: "再试一次" }).click();
    await rider.seesAnswers();
  });
}

test("no server at all: a sentence that helps", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.page.route("**/api/**", (route) => route.abort());
  await rider.opens("/");
  await expect(rider.page.getByRole("alert")).toContainText("连不上网络");
});

test("a poor position is said", async ({ rider, context }) => {
  await context.setGeolocation({ latitude: 39.92, longitude: 116.44, accuracy: 800 });
  await rider.allowsPosition();
  await rider.opens("/");
  await expect(rider.page.getByText("定位误差约 800 米")).toBeVisible();
});

test("a clock that is hours wrong is noticed and does not count", async ({ rider }) => {
  await rider.page.clock.setFixedTime(new Date(Date.now() + 7 * 3600_000));
  await rider.allowsPosition();
  await rider.hasAllDataOnThePhone();
  await rider.opens("/");
  await expect(rider.page.getByText("手机时间不准")).toBeVisible();
});
