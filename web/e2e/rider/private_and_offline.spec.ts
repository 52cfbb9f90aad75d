import { expect, test } from "../drivers/test";

test("once the data are here no position and no request to others leaves the phone", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.hasAllDataOnThePhone();
  const asked: string[] = [];
  rider.page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  await rider.opens("/");
  await rider.seesAnswers();
  await rider.chip("卫生间").click();
  await rider.answers().first().click();
  await expect(rider.page.getByRole("heading", { name: "开放时间" })).toBeVisible();
  const own = new URL(rider.page.url()).origin;
  expect(asked.filter((each) => !each.startsWith(own))).toEqual([]);
  expect(asked.filter((each) => /nearest|39\.9|116\.4/.test(each))).toEqual([]);
});

test("without a network the page opens and finds the nearest station", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.opens("/");
  await rider.seesAnswers();
  await rider.hasAllDataOnThePhone();
  await rider.hasThePageOnThePhone();
  await rider.losesTheNetwork();
  await rider.opens("/");
  await rider.seesAnswers();
  await expect(rider.page.getByText("您的位置没有发给任何人")).toBeVisible();
  await rider.answers().first().click();
  await expect(rider.page.getByRole("heading", { name: "开放时间" })).toBeVisible();
});

test("a person who never sends a position gets no answer from the server", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.page.route("**/pack", (route) => route.abort());
  await rider.opens("/settings");
  await rider.page.getByRole("switch", { name: /位置绝不离开手机/ }).click();
  const asked: string[] = [];
  rider.page.on("request", (request) => asked.push(request.url()));
  await rider.opens("/");
  await expect(rider.page.getByRole("alert")).toContainText("数据下载到手机之前");
  expect(asked.filter((url) => url.includes("nearest"))).toEqual([]);
});
