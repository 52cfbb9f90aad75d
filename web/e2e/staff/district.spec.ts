import { AREA, OTHER_AREA } from "../drivers/office";
import { expect, test } from "../drivers/staff_test";
import type { Clerk } from "../drivers/clerk";

/** The whole ledger is compared with new territories, which takes its time on a busy machine. */
const SLOWLY = { timeout: 60_000 };
/** A year that no other test asks about, and that begins on a Wednesday. */
const YEAR = 2031;

function bytes(text: string): Buffer {
  return Buffer.from(text, "utf8");
}

async function loads(clerk: Clerk, label: string, name: string, text: string): Promise<void> {
  await clerk.page.getByLabel(label).setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes(text) });
}

test("a year's notice is loaded from a file, corrected in the form and brought back", async ({ staff }) => {
  const clerk = await staff.hires("district_administrator");
  const { page } = clerk;
  await clerk.opens(`/district?year=${String(YEAR)}`);
  const calendar = clerk.section(`${String(YEAR)} 年日历`);
  await expect(calendar.getByText(`${String(YEAR)} 年的放假安排还没有装入。`)).toBeVisible();

  await loads(clerk, "装入文件", "notice.csv", "节日,放假,上班\n元旦,1月1日~1月3日,1月6日\n");
  await expect(page.getByRole("alert")).toContainText("不是周六或周日");
  await loads(clerk, "装入文件", "notice.csv", "节日,放假,上班\n元旦,1月1日~1月3日,1月4日\n");
  const plan = clerk.section(`${String(YEAR)} 年将有的变化`);
  await expect(plan.locator("[data-day]")).toHaveCount(4);
  await expect(plan.locator(`[data-day="${String(YEAR)}-01-04"]`)).toContainText("元旦 上班");
  await plan.getByLabel("出处").fill("试验通知");
  await plan.getByRole("button", { name: `保存 ${String(YEAR)} 年安排` }).click();
  await expect(clerk.saying(`已保存 ${String(YEAR)} 年的放假安排`)).toBeVisible();
  const history = clerk.section("历史");
  await expect(history.locator('[data-version="1"]')).toContainText("当前");
  await expect(calendar.getByTitle("元旦 放假")).toHaveCount(3);

  await page.getByRole("button", { name: "手工填写" }).click();
  const form = clerk.section("手工填写");
  await expect(form.getByLabel("第 1 行 放假")).toHaveValue(`${String(YEAR)}-01-01~${String(YEAR)}-01-03`);
  await form.getByRole("button", { name: "加一个节日" }).click();
  await form.getByLabel("第 2 行 节日").fill("劳动节");
  await form.getByLabel("第 2 行 放假").fill("5月1日");
  await form.getByRole("button", { name: "核对" }).click();
  await expect(plan.locator("[data-day]")).toHaveCount(1);
  await expect(plan.locator("[data-day]")).toContainText("劳动节 放假");
  await plan.getByRole("button", { name: `保存 ${String(YEAR)} 年安排` }).click();
  await expect(history.locator('[data-version="2"]')).toContainText("当前");

  await history.locator('[data-version="1"]').getByRole("button", { name: "恢复到这一版" }).click();
  await expect(plan.locator("[data-day]")).toContainText("平常日子");
  await plan.getByRole("button", { name: `保存 ${String(YEAR)} 年安排` }).click();
  await expect(history.locator('[data-version="3"]')).toContainText("当前");
  await expect(calendar.getByTitle("劳动节 放假")).toHaveCount(0);
});

interface Area {
  properties: { code: string };
  geometry: { coordinates: number[][][][] };
}

test("territories are looked at before they are saved, and their stations follow", async ({ office, staff }) => {
  const station = await office.builds();
  const { lon, lat } = station.facts as { lon: number; lat: number };
  const clerk = await staff.hires("district_administrator");
  const { page } = clerk;
  const { version } = (await (await page.request.get("/admin/v1/areas")).json()) as { version: number };
  const official = (await (await page.request.get(`/admin/v1/areas/versions/${String(version)}`)).json()) as { features: Area[] };
  // Twenty metres around the station's door go to another area.
  const [west, south, east, north] = [lon - 1e-4, lat - 1e-4, lon + 1e-4, lat + 1e-4];
  const patch = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  const of = (code: string): number[][][][] => {
    const polygons = official.features.find(({ properties }) => properties.code === code)?.geometry.coordinates ?? [];
    return typeof polygons[0]?.[0]?.[0] === "number" ? [polygons as unknown as number[][][]] : polygons;
  };
  const given = of(AREA.code);
  given[0]?.push([...patch].reverse());
  const taken = [...of(OTHER_AREA.code), [patch]];
  const features = official.features.map((area) => {
    const coordinates = area.properties.code === AREA.code ? given : area.properties.code === OTHER_AREA.code ? taken : undefined;
    return coordinates === undefined ? area : { ...area, geometry: { type: "MultiPolygon", coordinates } };
  });

  await clerk.opens("/district?tab=areas");
  await expect(page.locator(`tr[data-area="${AREA.code}"]`)).toContainText(AREA.name, SLOWLY);
  await loads(clerk, "选择文件", "official.geojson", JSON.stringify({ type: "FeatureCollection", features }));
  const plan = clerk.section("将有的变化");
  await expect(plan.getByRole("status")).toContainText("1 个驿站换街道", SLOWLY);
  const row = plan.locator(`tr[data-station="${station.code}"]`);
  await expect(row).toContainText(AREA.name);
  await expect(row).toContainText(OTHER_AREA.name);
  await expect(plan.getByRole("img", { name: "新旧范围图，1 个驿站换街道" })).toBeVisible();
  await plan.getByLabel("原因").fill("试验");
  await plan.getByRole("button", { name: "保存新范围" }).click();
  await expect(clerk.saying("已保存新范围，1 个驿站换了街道")).toBeVisible(SLOWLY);
  expect((await office.record(station.code)).facts["area"]).toBe(OTHER_AREA.code);
  await office.tellsRiders(station.code, { area: OTHER_AREA.code, area_name: OTHER_AREA.name });

  const history = clerk.section("历史");
  await expect(history.locator(`[data-version="${String(version + 1)}"]`)).toContainText("当前", SLOWLY);
  await history.locator(`[data-version="${String(version)}"]`).getByRole("button", { name: "恢复到这一版" }).click();
  await expect(plan.getByRole("status")).toContainText("1 个驿站换街道", SLOWLY);
  await plan.getByRole("button", { name: "保存新范围" }).click();
  await expect(history.locator(`[data-version="${String(version + 2)}"]`)).toContainText("当前", SLOWLY);
  expect((await office.record(station.code)).facts["area"]).toBe(AREA.code);
});

test("an amenity is added to the catalogue, offered in forms, retired and brought back", async ({ staff }) => {
  const clerk = await staff.hires("district_administrator");
  const { page } = clerk;
  await clerk.opens("/district?tab=amenities");
  const catalogue = clerk.section("服务设施");
  await expect(catalogue.locator('[data-amenity="hot_water"]')).toContainText("热水");
  await page.getByRole("button", { name: "修改" }).click();
  await catalogue.getByRole("button", { name: "新增一项" }).click();
  const line = catalogue.locator("li").last();
  await line.getByPlaceholder("sewing_kit").fill("sewing_kit");
  await line.getByPlaceholder("名称", { exact: true }).fill("厕所");
  await line.getByPlaceholder("英文名").fill("Sewing kit");
  await catalogue.getByRole("button", { name: "核对" }).click();
  await expect(page.getByRole("alert")).toContainText("也叫这个");
  await line.getByPlaceholder("名称", { exact: true }).fill("针线包");
  await line.getByLabel(/图标$/).selectOption("sewing_kit");
  await line.getByRole("button", { name: "上移 针线包" }).click();
  await catalogue.getByRole("button", { name: "核对" }).click();
  const plan = clerk.section("将有的变化");
  await expect(plan.locator('[data-change="sewing_kit"]')).toContainText("针线包 · Sewing kit");
  await plan.getByRole("button", { name: "保存目录" }).click();
  await expect(clerk.saying("已保存服务设施目录")).toBeVisible();
  const history = clerk.section("历史");
  await expect(history.locator('[data-version="2"]')).toContainText("当前");
  await expect(catalogue.locator('[data-amenity="sewing_kit"]')).toContainText("针线包");

  // The first version does not know it: what came later is retired, and offered again with the second.
  for (const [version, state, next] of [[1, "已停用", 3], [2, "使用中", 4]] as const) {
    await history.locator(`[data-version="${String(version)}"]`).getByRole("button", { name: "恢复到这一版" }).click();
    await expect(plan.locator('[data-change="sewing_kit"] td').last()).toContainText(state);
    await plan.getByRole("button", { name: "保存目录" }).click();
    await expect(history.locator(`[data-version="${String(next)}"]`)).toContainText("当前");
  }
  await page.getByRole("button", { name: "修改" }).click();
  await catalogue.getByRole("button", { name: "停用 针线包" }).click();
  await catalogue.getByRole("button", { name: "核对" }).click();
  await plan.getByRole("button", { name: "保存目录" }).click();
  await expect(history.locator('[data-version="5"]')).toContainText("当前");
  await expect(catalogue.locator('[data-amenity="sewing_kit"]')).toContainText("已停用");
});
