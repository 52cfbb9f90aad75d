// The list for other people's pages, in a page of another origin, and the page for developers.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

/** Another house: a server of its own, because a browser lets only loopback ask loopback. */
async function otherHouse(headers: Record<string, string>, body: string): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

test("the script puts a list into another house's strict page, and its links lead to ours", async ({
  page,
  baseURL,
}) => {
  const house = await otherHouse(
    { "content-security-policy": `default-src 'none'; script-src ${baseURL}; frame-src ${baseURL}` },
    `<!doctype html><html lang="zh-CN"><title>街道</title><main><h1>街道</h1>
      <div data-yizhan data-amenities="toilet" data-limit="3" data-title="附近的驿站"></div></main>
      <script src="${baseURL}/embed.js"></script></html>`,
  );
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${String((house.address() as AddressInfo).port)}/`);
  const list = page.frameLocator('iframe[title="附近的驿站"]');
  await expect(list.getByRole("listitem")).toHaveCount(3);
  const links = await list.getByRole("listitem").getByRole("link").all();
  expect(await links[0]?.getAttribute("href")).toMatch(/^\/s\//);
  expect(refused.filter((text) => text.includes("Content Security Policy"))).toEqual([]);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  house.close();
});

test("the page for developers is readable for everybody and shows a live example", async ({ page }) => {
  await page.goto("/developers");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.frameLocator("iframe").getByRole("listitem").first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
