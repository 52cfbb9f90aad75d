import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { AREA } from "../drivers/office";
import { expect, test } from "../drivers/staff_test";

/** The boards look at the whole ledger, which takes its time on a busy machine. */
const SLOWLY = { timeout: 60_000 };
const python = (): string => execFileSync("../scripts/openpyxl.sh", { encoding: "utf8" }).trim();

test("a finding of the quality board leads to the fact in the station's form, and goes when it is mended", async ({ office, staff }) => {
  const station = await office.builds({ opening_hours: null });
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  const { page } = clerk;
  await clerk.opens("/quality");
  await clerk.chooses("街道（地区）", AREA.name);
  await page.getByRole("button", { name: /^缺开放时间/ }).click();
  await expect(page).toHaveURL(/rule=missing_hours/);
  const work = clerk.section("待办");
  // Until the list is that of the rule it has the station's other findings too.
  const fact = page.locator('[href*="field=opening_hours"]');
  const finding = work.locator(`[data-station="${station.code}"]`).filter({ has: fact });
  const more = work.getByRole("button", { name: "加载更多" });
  await expect(work.getByRole("listitem").first()).toBeVisible(SLOWLY);
  while ((await finding.count()) === 0 && (await more.isVisible())) await more.click();
  await finding.getByRole("link", { name: station.name }).click();
  const hours = clerk.section("开放时间");
  await expect(hours.locator(":focus")).toHaveCount(1, SLOWLY);
  await expect(hours).toBeInViewport();
  await office.edits(station.code, { opening_hours: "24/7" });
  await clerk.opens(`/quality?rule=missing_hours&area=${AREA.code}`);
  await expect(page.getByRole("button", { name: /^缺开放时间/ })).toBeVisible(SLOWLY);
  await expect(work.locator("h2")).toHaveText(/\d/);
  await expect(finding).toHaveCount(0);
});

test("the board of units shows its formula, sorts, and goes out as Excel and CSV", async ({ office, staff }, info) => {
  const station = await office.builds();
  const unit = String(station.facts["unit"]);
  const clerk = await staff.hires("district_administrator");
  const { page } = clerk;
  await clerk.opens("/units");
  const rows = page.locator("tr[data-unit]");
  await expect(page.locator(`tr[data-unit="${unit}"]`)).toContainText("%", SLOWLY);
  await page.getByText("得分怎么算").click();
  await expect(page.getByText("完整率：在册且未撤销")).toBeVisible();
  const scores = async (): Promise<number[]> => (await rows.locator(".score").allTextContents()).map(Number);
  const best = await scores();
  expect(best).toEqual([...best].sort((one, other) => other - one));
  await page.getByTitle("按得分排序").click();
  await expect(page).toHaveURL(/sort=score/);
  expect(await scores()).toEqual([...best].reverse());

  const book = info.outputPath("units.xlsx");
  await (await clerk.downloads(() => page.getByRole("button", { name: "导出 Excel" }).click())).saveAs(book);
  const read = "import openpyxl,sys; sheet=openpyxl.load_workbook(sys.argv[1]).worksheets[0]; print([cell.value for cell in sheet[1]], [row[0].value for row in sheet.iter_rows(min_row=2)])";
  const told = execFileSync(python(), ["-c", read, book], { encoding: "utf8" });
  expect(told).toContain("得分");
  expect(told).toContain(unit);
  const table = info.outputPath("units.csv");
  await (await clerk.downloads(() => page.getByRole("button", { name: "导出 CSV" }).click())).saveAs(table);
  expect(readFileSync(table, "utf8")).toContain("完整率");
});
