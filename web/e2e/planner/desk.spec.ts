import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base } from "../drivers/staff_test";
import { Planner } from "../drivers/planner";
import { RiderMap } from "../drivers/map";

const test = base.extend<{ planner: Planner }>({
  viewport: { width: 1440, height: 900 },
  planner: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await use(new Planner(page));
    if (complaints.length > 0) throw new Error(`the desk complained: ${complaints.join("; ")}`);
  },
});

/** What the desk must show is what the API answers. */
interface Figures {
  district: { people: { total: number; covered: number; covered_share: number } };
}

test.use({ launchOptions: { executablePath: process.env["YIZHAN_CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox", ...RiderMap.software] } });

const VIEWS = ["概览", "时段", "街道", "缺口", "撤点影响", "选址", "方案"];

test("the overview says what the API says, and another distance is another answer", async ({ planner, request }) => {
  await planner.opens();
  const far = parseFloat(await planner.figure("有开放驿站的人口"));
  await planner.walks(500);
  const { district } = (await (await request.get("/api/v1/coverage?radius_m=500")).json()) as Figures;
  const expected = district.people.covered_share * 100;
  expect(expected).toBeLessThan(far);
  // Other tests may build a station meanwhile.
  await expect.poll(async () => Math.abs(parseFloat(await planner.figure("有开放驿站的人口")) - expected)).toBeLessThan(0.2);
});

test("an address opens the same question again", async ({ planner }) => {
  await planner.opens();
  await planner.walks(700);
  await planner.looksAt("缺口");
  await expect(planner.rows().first()).toBeVisible({ timeout: 30_000 });
  await planner.opens(new URL(planner.page.url()).search);
  await expect(planner.tab("缺口")).toHaveAttribute("aria-selected", "true");
  await expect(planner.page.getByLabel("其他距离（米）")).toHaveValue("700");
  await expect(planner.results()).toContainText("700 米");
});

test("a week of hours is worked by keyboard, and at night fewer people are covered", async ({ planner }) => {
  await planner.opens();
  await planner.looksAt("时段");
  await planner.putsTheHourTo(15);
  await expect(planner.hour()).toHaveAttribute("aria-valuetext", "周一 15:00");
  await planner.looksAt("概览");
  const byDay = parseFloat(await planner.figure("有开放驿站的人口"));
  await planner.looksAt("时段");
  await planner.putsTheHourTo(3);
  await planner.looksAt("概览");
  await expect.poll(async () => parseFloat(await planner.figure("有开放驿站的人口"))).toBeLessThan(byDay);
});

test("the table of offices is sorted by a column and goes out as a file", async ({ planner }) => {
  await planner.opens();
  await planner.looksAt("街道");
  await expect(planner.rows()).toHaveCount(43, { timeout: 30_000 });
  const byName = planner.page.getByRole("button", { name: "按 街道 排序" });
  await byName.press("Enter");
  await expect(planner.page.getByRole("columnheader").filter({ has: byName })).toHaveAttribute("aria-sort", "ascending");
  const download = await planner.downloads("CSV");
  const lines = readFileSync(await download.path(), "utf8").trim().split(/\r?\n/);
  // A header, the district and its offices.
  expect(lines.length).toBeGreaterThanOrEqual(44);
});

test("a planner looks for sites, gets a proof of how good they are, and keeps them as a scenario", async ({ planner, office }) => {
  const account = await office.hires("planner");
  await planner.opens("?radius_m=500");
  await planner.signsIn(account);
  await planner.looksAt("选址");
  const { page } = planner;
  await page.getByLabel("数量").fill("3");
  await page.getByLabel("网格间距（米）").fill("1000");
  await page.getByRole("button", { name: "开始计算" }).click();
  await expect(page.locator("[data-test=certificate]")).toHaveText(/已证明最优|相差至多/, { timeout: 120_000 });
  await expect(planner.results().locator(".badge")).toHaveText("完成", { timeout: 120_000 });
  await expect(planner.rows()).toHaveCount(3);
  const name = `三处新站 ${account.name}`;
  await page.getByLabel("方案名称").fill(name);
  await page.getByRole("button", { name: "存为方案" }).click();
  await page.getByRole("button", { name: `${name} · 与现状比较` }).click();
  await expect(planner.results().getByText("增减最多的街道")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: `${name} · 删除` }).click();
  await expect(page.getByRole("button", { name: `${name} · 删除` })).toBeHidden();
});

test("the printed sheet says of when the data are, by which layer and measure, and what is proved", async ({ planner }) => {
  await planner.opens("?radius_m=500");
  for (const said of [/台账第 \d+ 版，数据截至 \d{4}年\d+月\d+日/, "各街道人口（近似）", "直线距离", "本页不含选址结果", "500 米内"]) {
    await expect(planner.printedSheet()).toContainText(said, { timeout: 30_000 });
  }
});

test("whoever has no account sees the figures, and is told what an account is for", async ({ planner }) => {
  await planner.opens();
  await planner.looksAt("选址");
  await expect(planner.results()).toContainText("须以规划或管理员账号登录");
});

test("a gap of the list is shown on the map", async ({ planner }) => {
  await planner.opens();
  await planner.looksAt("缺口");
  await planner.rows().first().getByRole("button").click({ timeout: 30_000 });
  await expect(planner.page.getByRole("region", { name: "地图" }).locator("canvas, svg").first()).toBeVisible({ timeout: 30_000 });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });
    test("axe finds nothing wrong with any view", async ({ planner, office }) => {
      test.slow();
      const account = await office.hires("planner");
      await planner.opens();
      await planner.signsIn(account);
      for (const view of VIEWS) {
        await test.step(view, async () => {
          await planner.looksAt(view);
          await planner.page.waitForTimeout(1_500);
          const { violations } = await new AxeBuilder({ page: planner.page }).exclude(".maplibregl-map").analyze();
          expect.soft(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]), view).toEqual([]);
        });
      }
    });
  });
}
