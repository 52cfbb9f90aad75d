import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Clerk } from "../drivers/clerk";
import { AREA } from "../drivers/office";
import { Rider } from "../drivers/rider";
import { expect, test } from "../drivers/staff_test";

/** A photo as a camera might take it: a front with a door, and the hour to tell one from another. */
async function camera(page: Page, hour: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate((words) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2000, 1500];
    const paper = canvas.getContext("2d");
    if (!paper) return "";
    const paint = (colour: string, ...box: [number, number, number, number]): void => {
      paper.fillStyle = colour;
      paper.fillRect(...box);
    };
    paint("#9db8c9", 0, 0, 2000, 700);
    paint("#b98f6a", 200, 300, 1600, 1000);
    paint("#5a4030", 850, 700, 300, 600);
    paint("#7a7a72", 0, 1300, 2000, 200);
    paint("#f2efe4", 600, 420, 800, 180);
    paper.fillStyle = "#b02018";
    paper.font = "120px sans-serif";
    paper.fillText(words, 640, 560);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1] ?? "";
  }, hour);
  return { name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

async function adds(clerk: Clerk, hour: string, caption: string, more: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  await clerk.page.getByRole("button", { name: "添加照片" }).click();
  const window = clerk.window("添加照片");
  await window.getByLabel("选一张照片").setInputFiles(await camera(clerk.page, hour));
  await expect(window.getByAltText("选中的照片")).toBeVisible();
  await more();
  await window.getByLabel("说明", { exact: true }).fill(caption);
  await window.getByRole("button", { name: "上传" }).click();
  await expect(clerk.saying("已添加照片")).toBeVisible();
  await expect(window).toBeHidden();
}

test("photos are cropped and described, riders see them, and they are put in order and taken away", async ({ browser, office, staff }, info) => {
  const station = await office.builds();
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  const { page } = clerk;
  await clerk.opensStation(station.code);
  await adds(clerk, "北门 9:00", "北门，朝南", async () => {
    const corner = clerk.window("添加照片").getByRole("button", { name: "拉动裁剪框左上角" });
    for (let press = 0; press < 10; press++) await corner.press("ArrowRight");
    const { violations } = await new AxeBuilder({ page }).include(".el-dialog").analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.screenshot({ path: info.outputPath("crop.png") });
  });
  await adds(clerk, "大厅 9:05", "大厅");
  const photos = clerk.section("照片");
  await expect(photos.locator("li img")).toHaveCount(2);
  await photos.scrollIntoViewIfNeeded();
  await page.screenshot({ path: info.outputPath("panel.png") });

  await photos.getByRole("button", { name: "前移 2" }).click();
  await clerk.page.getByLabel("说明 1").fill("大厅里");
  await photos.getByRole("button", { name: "保存照片" }).click();
  await expect(clerk.saying("已保存照片")).toBeVisible();
  await office.tellsRiders(station.code, { photos: [{ caption: "大厅里", width_px: 1600 }, { caption: "北门，朝南", width_px: 1600, height_px: 1500 }] });

  const street = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const rider = new Rider(await street.newPage(), street);
  await rider.opens(`/s/${station.code}`);
  await rider.page.getByRole("button", { name: "大厅里" }).click();
  const sheet = rider.page.getByRole("dialog", { name: "大厅里" });
  await expect(sheet.getByRole("img")).toHaveJSProperty("naturalWidth", 1600);
  await rider.page.waitForTimeout(400);
  await rider.page.screenshot({ path: info.outputPath("rider_large.png") });
  await sheet.getByRole("button", { name: "关闭" }).click();
  await expect(sheet).toBeHidden();
  await rider.page.getByRole("button", { name: "北门，朝南" }).scrollIntoViewIfNeeded();
  await rider.page.screenshot({ path: info.outputPath("rider.png") });
  const { violations } = await new AxeBuilder({ page: rider.page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await street.close();

  // The way back of what was saved before would lead elsewhere.
  await expect(clerk.saying("已保存照片")).toBeHidden();
  await photos.getByRole("button", { name: "移除 1" }).click();
  await photos.getByRole("button", { name: "保存照片" }).click();
  await expect(clerk.saying("已保存照片")).toBeVisible();
  await expect(photos.locator("li img")).toHaveCount(1);
  await clerk.undoes();
  await expect(photos.locator("li img")).toHaveCount(2);
  await clerk.opens(`/stations/${station.code}?tab=history`);
  await expect(page.locator("[data-version='2']")).toContainText("北门，朝南");
  await page.screenshot({ path: info.outputPath("history.png") });
});

test("while facts wait to be saved photos wait too, and a rider's photo is taken over from the inbox", async ({ office, staff, playwright, baseURL }) => {
  const station = await office.builds();
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  const { page } = clerk;
  await clerk.opensStation(station.code);
  await clerk.writes("地址", "北门外 1 号");
  await expect(clerk.section("照片")).toContainText("请先保存或放弃资料的修改");
  await expect(page.getByRole("button", { name: "添加照片" })).toBeDisabled();
  await page.getByRole("button", { name: "放弃修改" }).click();

  const request = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  const { buffer } = await camera(page, "骑手 18:00");
  const filed = await request.post(`/api/v1/stations/${station.code}/reports`, {
    data: { problem: "other", text: "门口，晚上", photo: buffer.toString("base64") },
    headers: { "idempotency-key": crypto.randomUUID() },
  });
  expect(filed.status(), await filed.text()).toBe(201);
  await request.dispose();
  await clerk.opens(`/reports?area=${AREA.code}`);
  await page.getByRole("link", { name: station.name }).click();
  await expect(page.getByText("门口，晚上", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "用作驿站照片" }).click();
  const window = clerk.window("用作驿站照片");
  await window.getByLabel("说明", { exact: true }).fill("晚上的门口");
  await window.getByRole("button", { name: "上传" }).click();
  await expect(clerk.saying("已添加照片")).toBeVisible();
  await office.tellsRiders(station.code, { photos: [{ caption: "晚上的门口" }] });
});
