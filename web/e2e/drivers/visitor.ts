// Somebody of the staff at a station's door, with a phone: says what is done and seen there, and
// alone knows how the page is made.
import { expect } from "@playwright/test";
import type { BrowserContext, Locator, Page } from "@playwright/test";

export class Visitor {
  constructor(readonly page: Page) {}

  private get context(): BrowserContext {
    return this.page.context();
  }

  async standsAt(lat: number, lon: number, accuracy = 8): Promise<void> {
    await this.context.grantPermissions(["geolocation"]);
    await this.context.setGeolocation({ latitude: lat, longitude: lon, accuracy });
  }

  async losesTheNetwork(): Promise<void> {
    await this.context.setOffline(true);
  }

  async findsTheNetworkAgain(): Promise<void> {
    await this.context.setOffline(false);
  }

  /** What the plaque's QR holds. */
  async scansThePlaque(code: string): Promise<void> {
    await this.page.goto(`/s/${code}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  async goesOnToTheVisit(): Promise<void> {
    await this.page.getByRole("link", { name: "核验", exact: true }).click();
    await this.seesTheFacts();
  }

  async visits(code: string): Promise<void> {
    await this.page.goto(`/staff/check/${code}`);
    await this.seesTheFacts();
  }

  async seesTheFacts(): Promise<void> {
    await expect(this.fact("名称")).toBeVisible();
  }

  async finds(fact: string, verdict: "对" | "不对"): Promise<void> {
    await this.fact(fact).getByRole("button", { name: `${fact} ${verdict}`, exact: true }).click();
  }

  /** One tap each. */
  async findsAllRight(...but: string[]): Promise<void> {
    for (const fact of ["名称", "地址", "位置", "开放时间", "进入方式", "服务设施", "公开电话"]) {
      if (!but.includes(fact)) await this.finds(fact, "对");
    }
  }

  async takesThePhonesPosition(): Promise<void> {
    await this.page.getByRole("button", { name: "我在门口，取手机位置" }).click();
  }

  async sends(): Promise<void> {
    await this.page.getByRole("button", { name: "提交核验" }).click();
  }

  fact(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  /** What became of the visit. */
  outcome(words: string): Locator {
    return this.page.getByRole("heading", { name: words });
  }
}
