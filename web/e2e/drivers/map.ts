// The map as a rider meets it: looked at, touched, moved, and worked with keys.
import { expect } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";

/** Half of what a touch reaches is between two of these, pixels. */
const STEP_PX = 40;

export class RiderMap {
  constructor(private readonly page: Page) {}

  /** Without a graphics card the browser draws WebGL with its processor. */
  static readonly software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

  async opens(): Promise<void> {
    await this.page.getByRole("button", { name: "地图", exact: true }).click();
  }

  canvas(): Locator {
    return this.page.getByRole("region", { name: /^驿站地图：/ });
  }

  async isDrawn(): Promise<void> {
    await expect(this.canvas()).toBeVisible({ timeout: 15_000 });
    await expect(this.page.getByRole("button", { name: "放大" })).toBeVisible();
    // The view comes to rest on what it was asked to show.
    await this.page.waitForTimeout(2_000);
  }

  searchHere(): Locator {
    return this.page.getByRole("button", { name: "在这一带找" });
  }

  /** Touches one place after another until a station opens. */
  async touchesUntilAStationOpens(): Promise<void> {
    const box = await this.canvas().boundingBox();
    if (box === null) throw new Error("there is no map to touch");
    for (let y = box.y + STEP_PX; y < box.y + box.height - STEP_PX; y += STEP_PX) {
      for (let x = box.x + STEP_PX; x < box.x + box.width - 2 * STEP_PX; x += STEP_PX) {
        await this.page.mouse.click(x, y);
        // A second touch that follows too fast would be one on the sheet that comes.
        const opened = this.page.waitForURL(/\/s\//, { timeout: 500 }).then(() => true, () => false);
        if (await opened) return;
      }
    }
    throw new Error("no station could be touched");
  }

  sheetHandle(): Locator {
    return this.page.getByRole("button", { name: "展开全部资料" });
  }

  /** Draws the station's sheet with a finger, downwards positive, pixels. */
  async drawsTheSheet(way_px: number): Promise<void> {
    // The sheet still comes in, or goes where it stays, when it is first seen.
    await this.sheetHandle().hover();
    const box = await this.sheetHandle().boundingBox();
    if (box === null) throw new Error("there is no sheet to draw");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.down();
    await this.page.mouse.move(x, y + way_px, { steps: 5 });
    await this.page.mouse.up();
  }
}

/** A browser that has WebGL only by name. */
export async function withoutWebGl(page: Page): Promise<void> {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
}
