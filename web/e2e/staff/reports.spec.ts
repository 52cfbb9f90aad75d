import { Rider } from "../drivers/rider";
import { AREA } from "../drivers/office";
import { expect, test } from "../drivers/staff_test";

test("what a rider reports comes to the inbox, is mended, and the rider's receipt says so", async ({ browser, office, staff }) => {
  const station = await office.builds({ microwave: "yes" });
  await office.tellsRiders(station.code, { amenities: ["microwave"] });
  const street = await browser.newContext();
  const rider = new Rider(await street.newPage(), street);
  await rider.opens(`/s/${station.code}`);
  await rider.page.getByRole("button", { name: "报错" }).click();
  const sheet = rider.page.getByRole("dialog");
  await sheet.getByLabel(/坏了/).first().check();
  await sheet.getByRole("button", { name: "微波炉" }).click();
  await sheet.getByLabel(/补充说明/).fill("不热了");
  await sheet.getByRole("button", { name: "提交" }).click();
  await expect(rider.saying("已收到，谢谢你")).toBeVisible();

  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  const { page } = clerk;
  await clerk.opens(`/reports?area=${AREA.code}`);
  await expect(clerk.navigation().filter({ hasText: "纠错" })).toHaveText(/\d/);
  await page.getByRole("link", { name: station.name }).click();
  await expect(page.getByText("不热了", { exact: true })).toBeVisible();
  await expect(clerk.section("建议的修改")).toContainText("微波炉");
  await page.getByLabel("给骑手的答复").fill("已报修，周五前修好");
  await page.getByRole("button", { name: "采纳并保存修改" }).click();
  await expect(clerk.saying("已采纳")).toBeVisible();
  await office.tellsRiders(station.code, { out_of_order: ["microwave"] });

  await clerk.opens(`/stations/${station.code}?tab=history`);
  await expect(page.locator("[data-version='2']").getByRole("link", { name: "来自纠错" })).toBeVisible();

  await rider.opens("/#sent");
  await expect(rider.page.getByText("已报修，周五前修好")).toBeVisible();
  await street.close();
});

test("a report is rejected only with a reason, and nobody else's area is shown", async ({ office, staff, playwright, baseURL }) => {
  const station = await office.builds();
  await office.tellsRiders(station.code, { name: station.name });
  const request = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  const filed = await request.post(`/api/v1/stations/${station.code}/reports`, {
    data: { problem: "other", text: "门口的灯不亮" },
    headers: { "idempotency-key": crypto.randomUUID() },
  });
  expect(filed.status(), await filed.text()).toBe(201);
  await request.dispose();
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  await clerk.opens(`/reports?area=${AREA.code}`);
  await clerk.page.getByRole("link", { name: station.name }).click();
  const reject = clerk.page.getByRole("button", { name: "不采纳" });
  await expect(reject).toBeDisabled();
  await clerk.page.getByLabel("给骑手的答复").fill("灯属于物业，已转告");
  await reject.click();
  await expect(clerk.saying("已答复不采纳")).toBeVisible();
  const stranger = await staff.hires("editor", { areas: ["110105043"] });
  await stranger.opens("/reports");
  await expect(stranger.page.getByText(station.name)).toHaveCount(0);
});
