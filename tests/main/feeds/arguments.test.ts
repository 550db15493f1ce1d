import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ffmpegArguments } from "../../../src/main/feeds/ffmpeg/arguments.ts";
import { clipScript, rtspScript, withLogin } from "../../../src/main/feeds/ffmpeg/script.ts";
import { diagnose, isDamage } from "../../../src/main/feeds/ffmpeg/diagnosis.ts";

/** What ffmpeg makes of a quoted word ("Quoting and escaping" of its manual). */
function unquoted(text: string): string {
  let plain = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "'") quoted = !quoted;
    else if (character === "\\" && !quoted) plain += text[(at += 1)] ?? "";
    else plain += character;
  }
  expect(quoted).toBe(false);
  return plain;
}

function fileOf(script: string): string {
  const line = script.split("\n").find((one) => one.startsWith("file "));
  return unquoted((line ?? "").slice("file ".length));
}

describe("ffmpeg's arguments", () => {
  it("carry no address", () => {
    for (const probe of ["quick", "patient"] as const) {
      expect(ffmpegArguments({ kind: "rtsp", probe }).join(" ")).not.toContain("://");
    }
    expect(ffmpegArguments({ kind: "clip", from: "disk" }).join(" ")).not.toContain("file:");
    expect(ffmpegArguments({ kind: "test", width: 640, height: 360, fps: 25 })).toContain(
      "testsrc2=size=640x360:rate=25",
    );
  });

  it("bring any user and password to ffmpeg as they are", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 30 });
    fc.assert(
      fc.property(text, text, (username, password) => {
        const url = withLogin("rtsp://10.0.0.9:8554/live?channel=1", username, password);
        const script = rtspScript({ url, transport: "tcp", timeoutS: 30, probe: "quick" });
        const [, user, secret, rest] = /^rtsp:\/\/([^:@/]*):([^:@/]*)@(.*)$/.exec(fileOf(script)) ?? [];
        expect(decodeURIComponent(user ?? "?")).toBe(username.toWellFormed());
        expect(decodeURIComponent(secret ?? "?")).toBe(password.toWellFormed());
        expect(rest).toBe("10.0.0.9:8554/live?channel=1");
        expect(script.split("\n").filter((line) => line.startsWith("file "))).toHaveLength(1);
      }),
    );
  });

  it("let no address add a line to the script", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (path) => {
        const url = withLogin(`rtsp://10.0.0.9/${path}\noption evil 1\r\nfile '/etc/passwd'`, null, null);
        const script = rtspScript({ url, transport: "udp", timeoutS: 30, probe: "patient" });
        const heads = script.split("\n").map((line) => line.split(" ")[0]);
        expect(heads.filter((head) => head === "file")).toHaveLength(1);
        expect(script).not.toContain("\noption evil");
      }),
    );
    expect(fileOf(clipScript("/clips/it's a 'market'.mp4"))).toBe("file:/clips/it's a 'market'.mp4");
  });

  it("replace a login that stands in the address by the one that is given", () => {
    expect(withLogin("rtsp://old:secret@10.0.0.9/a@b", "new", "one")).toBe("rtsp://new:one@10.0.0.9/a@b");
    expect(withLogin("rtsp://old:secret@10.0.0.9/a", null, null)).toBe("rtsp://old:secret@10.0.0.9/a");
  });
});

describe("the diagnosis", () => {
  const place = { host: "10.0.0.9", port: 554, path: "/a" };
  const exited = { code: 1, signal: null, startError: null };

  it.each([
    ["[rtsp @ 0x1] method DESCRIBE failed: 401 Unauthorized", "loginRefused"],
    ["pipe:0: Server returned 403 Forbidden (access denied)", "loginRefused"],
    ["[rtsp @ 0x1] method DESCRIBE failed: 404 Not Found", "wrongPath"],
    ["[rtsp @ 0x1] method SETUP failed: 454 Session Not Found", "wrongPath"],
    ["[rtsp @ 0x1] method SETUP failed: 461 Unsupported transport", "unreachable"],
    ["[rtsp @ 0x1] method SETUP failed: 453 Not Enough Bandwidth", "unreachable"],
    ["[rtsp @ 0x1] method DESCRIBE failed: 503 Service Unavailable", "unreachable"],
    ["[rtsp @ 0x1] method PLAY failed: 454 Session Not Found", "notVideo"],
    ["[tcp @ 0x1] Failed to resolve hostname cam: Name or service not known", "unknownHost"],
    ["[tcp @ 0x1] Connection to tcp://10.0.0.9:554 failed: Connection refused", "unreachable"],
    ["[tcp @ 0x1] Connection to tcp://10.0.0.9:554 failed: No route to host", "unreachable"],
    ["rtsp://10.0.0.9/a: Connection timed out", "unreachable"],
    ["pipe:0: Invalid data found when processing input", "notVideo"],
    ["something new", "childDied"],
  ])("maps %j to %s", (line, kind) => {
    expect(diagnose(exited, [line], false, place).kind).toBe(kind);
  });

  it("does not blame the opening for an end after pictures", () => {
    expect(diagnose(exited, ["Invalid data found"], true, place).kind).toBe("ended");
    expect(diagnose({ ...exited, code: null, signal: "SIGSEGV" }, [], true, place).message).toContain(
      "SIGSEGV",
    );
  });

  it("keeps what an address carries out of the log", () => {
    const fault = diagnose(exited, ["rtsp://h/a?user=admin&password=geheim: odd"], false, place);
    expect(String(fault.cause)).not.toContain("geheim");
  });

  it("counts losses, not warnings", () => {
    expect(isDamage("[rtsp @ 0x1] RTP: missed 12 packets")).toBe(true);
    expect(isDamage("[rtsp @ 0x1] Stream #0: not enough frames to estimate rate")).toBe(false);
  });
});
