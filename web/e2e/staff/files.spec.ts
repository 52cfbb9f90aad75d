import { execFileSync } from "node:child_process";
import { unique, AREA } from "../drivers/office";
import { expect, test } from "../drivers/staff_test";

const python = (): string => execFileSync("../scripts/openpyxl.sh", { encoding: "utf8" }).trim();

test("the ledger goes out as Excel, is edited there, and comes back as a plan that is applied and undone", async ({ office, staff }, info) => {
  const mark = unique("表格");
  const [changed, left, broken] = [await office.builds({ name: `${mark}甲`, seats: 4 }), await office.builds({ name: `${mark}乙`, seats: 4 }), await office.builds({ name: `${mark}丙` })];
  const raced = await office.builds({ name: `${mark}丁` });
  const clerk = await staff.hires("district_administrator");
  const { page } = clerk;

  await clerk.opens(`/stations?q=${encodeURIComponent(mark)}`);
  await clerk.seesRows(4);
  const download = await clerk.downloads(() => page.getByRole("button", { name: "导出 Excel" }).click());
  const [ledger, edited] = [info.outputPath("ledger.xlsx"), info.outputPath(`${mark}.xlsx`)];
  await download.saveAs(ledger);
  const fresh = `CY-T-${mark.slice(2)}`;
  const rows = {
    [changed.code]: { 座位: 18, 开放时间: "Mo-Fr 08:00-20:00" },
    [left.code]: { 座位: 30 },
    [broken.code]: { 入口经度: "一百一十六度" },
    [raced.code]: { 座位: 5 },
    [fresh]: { 名称: `${mark}新`, 类别: "工会驿站", 街道: AREA.name, 入口经度: AREA.lon + 0.011, 入口纬度: AREA.lat + 0.011, 坐标系: "wgs84", 开放时间: "24/7" },
  };
  execFileSync(python(), ["e2e/drivers/ledger.py", ledger, edited], { input: JSON.stringify(rows) });
  await office.edits(raced.code, { seats: 7 });

  await clerk.opens("/imports");
  await page.getByLabel("上传台账文件").last().setInputFiles(edited);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${mark}.xlsx`);
  for (const [state, count] of [["新增", 1], ["修改", 2], ["冲突", 1], ["有误", 1]] as const) {
    await expect(page.getByRole("button", { name: new RegExp(`^${String(count)} ?${state}`) })).toBeEnabled();
  }
  await page.getByRole("button", { name: /有误/ }).click();
  await expect(page.locator("article")).toContainText("一百一十六度");
  await expect(page.locator("article")).toContainText("入口经度");
  await page.getByRole("button", { name: /修改/ }).first().click();
  await expect(page.locator("article").filter({ hasText: changed.code })).toContainText("Mo-Fr 08:00-20:00");
  await page.getByLabel(`写入 ${left.name}`).uncheck();
  expect((await office.record(changed.code)).facts["seats"], "nothing is written before somebody says so").toBe(4);
  await page.getByRole("button", { name: "写入 2 行" }).click();
  await expect(clerk.saying("已写入")).toBeVisible();
  expect((await office.record(changed.code)).facts).toMatchObject({ seats: 18, opening_hours: "Mo-Fr 08:00-20:00" });
  expect((await office.record(left.code)).facts["seats"]).toBe(4);
  expect((await office.record(raced.code)).facts["seats"]).toBe(7);
  expect((await office.record(fresh)).facts["name"]).toBe(`${mark}新`);

  await page.getByRole("button", { name: "撤销整次导入" }).first().click();
  await expect(clerk.saying("已撤销")).toBeVisible();
  expect((await office.record(changed.code)).facts["seats"]).toBe(4);
  expect((await office.record(fresh)).facts["status"]).toBe("retired");
});

test("a file that is no ledger is refused with the way out", async ({ staff }) => {
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  await clerk.opens("/imports");
  await clerk.page.getByLabel("上传台账文件").last().setInputFiles({ name: "notes.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("not a workbook") });
  await expect(clerk.page.getByRole("alert")).toBeVisible();
});
