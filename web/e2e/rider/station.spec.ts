import { expect, test } from "../drivers/test";

test("a station's page tells its week and hands the way over", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.opens("/");
  await rider.seesAnswers();
  await rider.answers().first().click();
  await expect(rider.page.locator("table tr")).toHaveCount(7);
  await rider.page.getByRole("button", { name: "去这里" }).click();
  const sheet = rider.page.getByRole("dialog");
  await expect(sheet.getByRole("link", { name: "高德地图" })).toHaveAttribute("href", /amap\.com/);
  await rider.page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await rider.page.getByRole("button", { name: "收藏" }).click();
  await expect(rider.page.getByRole("button", { name: "取消收藏" })).toBeVisible();
});

test("without JavaScript the facts can be read", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" });
  const page = await context.newPage();
  const list = await page.request.get(`${baseURL ?? ""}/api/v1/stations?limit=1`);
  const { stations } = (await list.json()) as { stations: { code: string; name: string }[] };
  await page.goto(`${baseURL ?? ""}/s/${stations[0]?.code ?? ""}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(stations[0]?.name ?? "?");
  await context.close();
});

test("a station that never was says so and leads on", async ({ rider }) => {
  await rider.opens("/s/NO-SUCH");
  await expect(rider.page.getByText("没有这个驿站")).toBeVisible();
  await expect(rider.page.getByRole("link", { name: "找附近的驿站" })).toBeVisible();
});
