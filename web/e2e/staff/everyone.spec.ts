import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "../drivers/staff_test";
import type { Clerk } from "../drivers/clerk";

const seen = async (clerk: Clerk, what: string): Promise<void> => { await expect(clerk.page.getByText(what).first()).toBeVisible(); };

/** Every view, and how somebody gets there. */
const VIEWS: [name: string, reach: (clerk: Clerk, code: string) => Promise<void>][] = [
  ["list", async (clerk) => { await clerk.opens(); await expect(clerk.rows().first()).toBeVisible(); }],
  ["search everywhere", async (clerk) => { await clerk.page.keyboard.press("Control+k"); await seen(clerk, "/audit"); }],
  ["bulk edit", async (clerk, code) => {
    await clerk.opens(`/stations?q=${code}`);
    await clerk.page.getByLabel("全选").check();
    await clerk.page.getByRole("button", { name: "批量修改" }).click();
    await seen(clerk, "预览");
  }],
  ["station", async (clerk, code) => { await clerk.opensStation(code); await expect(clerk.section("今后两周").locator("li")).toHaveCount(14); }],
  ["closing", async (clerk) => { await clerk.page.getByRole("button", { name: "暂停开放" }).click(); await seen(clerk, "骑手会看到原因和日期"); }],
  ["an amenity", async (clerk, code) => { await clerk.opensStation(code); await clerk.page.getByRole("button", { name: "微波炉 更多" }).click(); await seen(clerk, "另有时间"); }],
  ["history", async (clerk, code) => { await clerk.opens(`/stations/${code}?tab=history`); await seen(clerk, "当前"); }],
  ["new station", async (clerk) => { await clerk.opens("/stations/new"); await seen(clerk, "请先选定位置"); }],
  ["files", async (clerk) => { await clerk.opens("/imports"); await seen(clerk, "最近的导入"); }],
  ["inbox", async (clerk) => { await clerk.opens("/reports"); await seen(clerk, "全部街道"); }],
  ["rounds", async (clerk) => { await clerk.opens("/rounds"); await expect(clerk.page.locator("[data-round]").first()).toBeVisible(); }],
  ["a round", async (clerk) => { await clerk.page.locator("[data-round]").first().click(); await expect(clerk.section("任务").locator("[data-station]").first()).toBeVisible(); }],
  ["what is due", async (clerk) => { await clerk.opens("/rounds?tab=due"); await expect(clerk.page.locator("[data-station]").first()).toBeVisible(); }],
  ["quality", async (clerk) => { await clerk.opens("/quality"); await expect(clerk.page.locator("[data-station]").first()).toBeVisible(); }],
  ["units", async (clerk) => { await clerk.opens("/units"); await expect(clerk.page.locator("[data-unit]").first()).toBeVisible(); }],
  ["a visit", async (clerk, code) => {
    await clerk.page.goto(`/staff/check/${code}`);
    for (const wrong of ["服务设施 不对", "进入方式 不对", "开放时间 不对", "位置 不对", "名称 不对"]) await clerk.page.getByRole("button", { name: wrong }).click();
    await seen(clerk, "看下一项");
  }],
  ["visits that are due", async (clerk) => { await clerk.page.goto("/staff/check"); await seen(clerk, "待核验"); }],
  ["holidays", async (clerk) => { await clerk.opens("/district"); await expect(clerk.page.getByTitle("元旦 放假").first()).toBeVisible(); }],
  ["a notice that is filled in", async (clerk) => { await clerk.page.getByRole("button", { name: "手工填写" }).click(); await seen(clerk, "加一个节日"); }],
  ["areas", async (clerk) => { await clerk.opens("/district?tab=areas"); await expect(clerk.page.locator("[data-area]").first()).toBeVisible(); }],
  ["amenities", async (clerk) => { await clerk.opens("/district?tab=amenities"); await expect(clerk.page.locator("[data-amenity]").first()).toBeVisible(); }],
  ["audit", async (clerk) => { await clerk.opens("/audit"); await expect(clerk.page.locator("[data-revision]").first()).toBeVisible(); }],
  ["people", async (clerk) => { await clerk.opens("/people"); await expect(clerk.page.locator("[data-account]").first()).toBeVisible(); }],
  ["somebody new", async (clerk) => { await clerk.page.getByRole("button", { name: "添加人员" }).click(); await expect(clerk.window("添加人员")).toBeVisible(); }],
  ["own account", async (clerk) => { await clerk.opens("/account"); await seen(clerk, "登录于"); }],
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });
    test("axe finds nothing wrong with any view", async ({ office, staff }) => {
      test.slow();
      const station = await office.builds({ microwave: "yes" });
      await office.begins("第四季度核验");
      const clerk = await staff.hires("district_administrator");
      for (const [name, reach] of VIEWS) {
        await test.step(name, async () => {
          await reach(clerk, station.code);
          // What moves is looked at when it stands.
          await clerk.page.waitForTimeout(350);
          const { violations } = await new AxeBuilder({ page: clerk.page }).exclude(".maplibregl-map").analyze();
          expect.soft(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]), name).toEqual([]);
        });
      }
      await clerk.page.context().clearCookies();
      await clerk.opens();
      await expect(clerk.page.getByRole("heading", { name: "登录" })).toBeVisible();
      const { violations } = await new AxeBuilder({ page: clerk.page }).analyze();
      expect.soft(violations.map(({ id }) => id), "the door").toEqual([]);
    });
  });
}

test("English and the dark stay when they are chosen", async ({ staff }) => {
  const clerk = await staff.hires("planner");
  const { page } = clerk;
  await clerk.opens("/account");
  await page.getByRole("button", { name: clerk.account.displayName }).click();
  await page.getByRole("menuitem", { name: "外观 · 深色" }).click();
  await page.getByRole("button", { name: clerk.account.displayName }).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.reload();
  await expect(page.getByRole("heading", { name: "My account" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
