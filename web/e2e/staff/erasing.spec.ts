import { AREA } from "../drivers/office";
import { expect, test } from "../drivers/staff_test";

test("who somebody was is put out on request, and what they did stays", async ({ office, staff }) => {
  const station = await office.builds();
  const gone = await staff.hires("editor", { areas: [AREA.code] });
  await gone.opensStation(station.code);
  await gone.writes("地址", "朝阳路九号");
  await gone.saves();
  await expect(gone.saying("已保存")).toBeVisible();

  const chief = await staff.hires("district_administrator");
  const { page } = chief;
  await chief.opens("/people");
  await page.getByRole("button", { name: `操作 ${gone.account.displayName}` }).click();
  await page.getByRole("menuitem", { name: "抹除个人信息" }).click();
  const window = chief.window(/抹除个人信息/);
  const erase = window.getByRole("button", { name: "抹除", exact: true });
  await expect(erase).toBeDisabled();
  await window.getByLabel(/依据/).fill("本人离职后书面要求");
  await erase.click();
  await expect(chief.saying("已抹除")).toBeVisible();
  await expect(page.getByText(gone.account.displayName)).toHaveCount(0);
  await expect(page.locator(`[data-account="${gone.account.name}"]`)).toHaveCount(0);

  // The edit stays in the station's history, under nobody's name.
  await chief.opens(`/stations/${station.code}?tab=history`);
  const edit = page.locator("[data-version='2']");
  await expect(edit).toContainText("朝阳路九号");
  await expect(edit).not.toContainText(gone.account.displayName);
  await expect(edit).not.toContainText(gone.account.name);
  await gone.opens("/stations");
  await expect(gone.page.getByRole("button", { name: "登录" })).toBeVisible();
});

test("what a report said is put out on request, and its outcome stays", async ({ office, staff, playwright, baseURL }) => {
  const station = await office.builds();
  await office.tellsRiders(station.code, { name: station.name });
  const request = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  const filed = await request.post(`/api/v1/stations/${station.code}/reports`, {
    data: { problem: "other", text: "我叫某某，住在隔壁" },
    headers: { "idempotency-key": crypto.randomUUID() },
  });
  expect(filed.status(), await filed.text()).toBe(201);
  await request.dispose();
  const chief = await staff.hires("district_administrator");
  const { page } = chief;
  await chief.opens(`/reports?area=${AREA.code}`);
  await page.getByRole("link", { name: station.name }).click();
  await expect(page.getByText("我叫某某，住在隔壁")).toBeVisible();
  await expect(page).toHaveURL(/\/reports\/\w+/);
  const address = page.url();
  await page.getByLabel("给骑手的答复").fill("已转告");
  await page.getByRole("button", { name: "不采纳" }).click();
  await expect(chief.saying("已答复不采纳")).toBeVisible();
  // The next report has taken its place.
  await page.goto(address);
  await expect(page.getByText("我叫某某，住在隔壁")).toBeVisible();
  await page.getByRole("button", { name: "抹除纠错内容" }).click();
  const window = chief.window("抹除纠错内容");
  await window.getByLabel(/依据/).fill("骑手要求");
  await window.getByRole("button", { name: "抹除", exact: true }).click();
  await expect(chief.saying("已抹除")).toBeVisible();
  await expect(page.getByText(/按要求抹除/)).toBeVisible();
  await expect(page.getByText("我叫某某，住在隔壁")).toHaveCount(0);
  await expect(page.getByText("已转告")).toBeVisible();
});
