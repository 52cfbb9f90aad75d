import { expect, test } from "../drivers/test";

test("a report is sent and answered with a receipt", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.opens("/");
  await rider.seesAnswers();
  await rider.answers().nth(2).click();
  await rider.page.getByRole("button", { name: "纠错" }).click();
  const sheet = rider.page.getByRole("dialog");
  await sheet.getByLabel("该开门却没开").check();
  await sheet.getByLabel(/补充说明/).fill("十点了还没开门");
  await sheet.getByRole("button", { name: "提交" }).click();
  await expect(rider.page.getByRole("status")).toContainText("回执");
});

test("a confirmation without a network is sent when it is back, once", async ({ rider, context }) => {
  await rider.allowsPosition();
  await rider.opens("/");
  await rider.seesAnswers();
  await rider.hasAllDataOnThePhone();
  await rider.opens("/");
  await rider.seesAnswers();
  await rider.answers().first().click();
  await expect(rider.page.getByRole("heading", { name: "开放时间" })).toBeVisible();
  // The parts of the page that are needed for it are on the phone by now.
  await rider.hasThePageOnThePhone();
  await rider.losesTheNetwork();
  await rider.page.getByRole("button", { name: "还在营业" }).click();
  await expect(rider.page.getByRole("status")).toContainText("有网络时自动发送");
  const filed: number[] = [];
  rider.page.on("response", (response) => {
    if (response.url().endsWith("/confirmations")) filed.push(response.status());
  });
  await context.setOffline(false);
  await expect.poll(() => filed).toEqual([201]);
});
