import { test as base } from "@playwright/test";
import { Rider } from "./rider";

/** A test with a rider in it, whose page must not complain. */
export const test = base.extend<{ rider: Rider }>({
  rider: async ({ page, context }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await use(new Rider(page, context));
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join("; ")}`);
  },
});

export { expect } from "@playwright/test";
