import { describe, expect, it } from "vitest";
import { typedTime } from "../../../src/renderer/console/typed-time.ts";

describe("a time as it is typed", () => {
  it.each(["07:30", "7:30", "7.30", "730", "0730", " 07.30 "])("reads %j as 07:30", (typed) => {
    expect(typedTime(typed)).toBe("07:30");
  });

  it.each(["", "7", "25:99", "24:00", "23:60", "12", "07:30:00", "730 pagi", "7:3"])(
    "reads no time in %j",
    (typed) => {
      expect(typedTime(typed)).toBeNull();
    },
  );
});
