import { expect, it } from "vitest";
import { csvOf } from "./download";

it("writes a table that a spreadsheet reads as it is meant", () => {
  const rows = [["湖东, 街道", 1.5, null], ['a "b"', true, "=1+1"], ["-5", -5, "x\ny"]];
  expect(csvOf({ name: "t", columns: ["名", "n", "x"], rows })).toBe(
    '\uFEFF名,n,x\r\n"湖东, 街道",1.5,\r\n"a ""b""",true,\'=1+1\r\n\'-5,-5,"x\ny"\r\n',
  );
});
