import { expect, test } from "../drivers/test";

test("a report is sent, and its receipt kept", async ({ rider }) => {
  await rider.findsStations();
  await rider.opensTheFirstStation();
  await rider.page.getByRole("button", { name: "报错" }).click();
  const sheet = rider.page.getByRole("dialog");
  await sheet.getByRole("button", { name: "提交" }).click();
  await expect(sheet.getByText("先选一项问题")).toBeVisible();
  await sheet.getByLabel("写着开放，实际没开").check();
  await sheet.getByLabel(/补充说明/).fill("十点了还没开门");
  await sheet.getByRole("button", { name: "提交" }).click();
  await expect(rider.saying("已收到，谢谢你")).toBeVisible();
  await expect(sheet).toBeHidden();
  await rider.page.getByRole("button", { name: "我提交的" }).click();
  await expect(rider.page.getByText(/回执 \w{4}-\w{4}-\w{4}/)).toBeVisible();
  await expect(rider.page.getByText("已收到，待处理")).toBeVisible();
});

test("a confirmation without a network is sent when it is back, once", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.waitsForDataOnThePhone();
  await rider.waitsForThePageOnThePhone();
  await rider.opens("/");
  await rider.page.reload();
  await rider.seesStations();
  await rider.opensTheFirstStation();
  await rider.losesTheNetwork();
  await rider.page.getByRole("button", { name: "还在营业" }).click();
  await expect(rider.saying("有信号时自动发出")).toBeVisible();
  const filed: number[] = [];
  rider.page.on("response", (response) => {
    if (response.url().endsWith("/confirmations")) filed.push(response.status());
  });
  await rider.findsTheNetworkAgain();
  await expect.poll(() => filed).toEqual([201]);
});

test("a station without a photo asks whoever is there for one", async ({ rider }) => {
  await rider.findsStations();
  await rider.opensTheFirstStation();
  await rider.page.getByRole("button", { name: "还没有照片" }).click();
  const sheet = rider.page.getByRole("dialog", { name: "发一张驿站的照片" });
  await sheet.getByRole("button", { name: "提交" }).click();
  await expect(sheet.getByText("先选一张照片")).toBeVisible();
  await sheet.getByLabel("选一张照片").setInputFiles("public/icons/192.png");
  await expect(sheet.getByRole("button", { name: "去掉照片" })).toBeVisible();
  const filed = rider.page.waitForRequest((request) => request.method() === "POST");
  await sheet.getByRole("button", { name: "提交" }).click();
  expect((await filed).postDataJSON()).toMatchObject({ problem: "other", photo: expect.stringMatching(/^\/9j\//) });
  await expect(rider.saying("已收到，谢谢你")).toBeVisible();
});
