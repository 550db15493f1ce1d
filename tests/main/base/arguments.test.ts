import { describe, expect, it } from "vitest";
import { parseArguments } from "../../../src/main/base/arguments.ts";
import { Refusal } from "../../../src/main/base/refusal.ts";

const parse = (...argv: string[]) => parseArguments(argv, "/srv", "en");

describe("the command line", () => {
  it("without anything is the demo", () => {
    expect(parse()).toEqual({
      data: "/srv/data/demo",
      site: null,
      port: 7080,
      host: "127.0.0.1",
      demo: true,
      logLevel: "info",
    });
  });

  it("with a data folder or a site is none, unless it says so", () => {
    expect(parse("--data", "/var/dinding").demo).toBe(false);
    expect(parse("--data=wall")).toMatchObject({ demo: false, data: "/srv/wall" });
    expect(parse("--site", "pontianak")).toMatchObject({ demo: false, site: "pontianak" });
    expect(parse("--site", "pontianak", "--demo")).toMatchObject({ demo: true, data: "/srv/data/demo" });
  });

  it("takes port, host, level of the log, and leaves the shell to the launcher", () => {
    const given = parse("--port", "0", "--host", "::1", "--log-level", "debug", "--shell", "chromium");
    expect(given).toMatchObject({ port: 0, host: "::1", logLevel: "debug" });
  });

  it.each([
    [["--port", "70000"], /--port is 70000; it must be a whole number from 0 to 65535/],
    [["--port", "-1"], /--port/],
    [["--port", "80a"], /--port is 80a/],
    [["--port", "1.5"], /--port is 1\.5/],
    [["--port"], /--port/],
    [["--port", ""], /--port is empty/],
    [["--data", " "], /--data is empty/],
    [["--host", ""], /--host is empty/],
    [["--shell", "kde"], /--shell is kde; it must be one of auto, electron, chromium, none/],
    [["--log-level", "loud"], /--log-level is loud; it must be one of .*info/],
    [["--colour"], /--colour/],
    [["--demo=no"], /--demo/],
    [["tarakan"], /tarakan/],
  ])("%j is refused with exit status 2 and a sentence", (argv, sentence) => {
    const refused = () => parseArguments(argv, "/srv", "en");
    expect(refused).toThrow(sentence);
    expect(refused).toThrow(Refusal);
    expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it("is refused in Indonesian at an Indonesian terminal", () => {
    expect(() => parseArguments(["--port", "x"], "/srv", "id")).toThrow(
      "--port bernilai x; harus bilangan bulat dari 0 sampai 65535.",
    );
  });
});
