import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ffmpegArguments } from "../../../../src/main/feeds/ffmpeg/arguments.ts";
import {
  chosenChallenge,
  digestAuthorization,
  readChallenges,
} from "../../../../src/main/feeds/http/digest.ts";
import { jpegSize } from "../../../../src/main/feeds/http/jpeg.ts";
import { boundaryOf, MultipartReader } from "../../../../src/main/feeds/http/multipart.ts";
import { Pacer } from "../../../../src/main/feeds/http/pacer.ts";
import { SnapshotPace } from "../../../../src/main/feeds/http/snapshot-pace.ts";
import { readDevice } from "../../../../src/main/feeds/sources/device.ts";
import { httpOptions } from "../../../../src/protocol/http-options.ts";

describe("a digest login", () => {
  // RFC 7616, 3.9.1.
  const challenges = readChallenges([
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, ' +
      'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", ' +
      'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, ' +
      'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
  ]);
  const login = { username: "Mufasa", password: "Circle of Life" };
  const request = {
    method: "GET",
    target: "/dir/index.html",
    count: 1,
    clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
  };

  it("is answered as the standard's examples are", () => {
    const [sha, md5] = challenges;
    if (sha === undefined || md5 === undefined) throw new Error("a challenge is missing");
    expect(digestAuthorization(sha, login, request)).toContain(
      'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"',
    );
    expect(digestAuthorization(md5, login, request)).toContain('response="8ca523f5e9506fed4657c9700eebdbec"');
  });

  it("is answered by the strongest that is known, whatever else is asked for", () => {
    expect(chosenChallenge(challenges)?.parameters.get("algorithm")).toBe("SHA-256");
    const other = ['Negotiate, Basic realm="a, b", Digest realm="x", nonce="n", algorithm=SHA-1'];
    expect(chosenChallenge(readChallenges(other))?.scheme).toBe("basic");
    expect(chosenChallenge(readChallenges(["Bearer"]))).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => void chosenChallenge(readChallenges([text]))));
  });
});

describe("pictures that replace each other", () => {
  const jpeg = fc
    .uint8Array({ maxLength: 300 })
    .map((bytes) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), bytes, Buffer.from([0xff, 0xd9])]))
    .filter((bytes) => !bytes.includes("frame"));

  it("come out whole, in chunks of any size, with lengths and without", () => {
    fc.assert(
      fc.property(
        fc.array(jpeg, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.nat(40),
        (parts, told, size) => {
          const body = Buffer.concat([
            ...parts.flatMap((part) => [
              Buffer.from(
                `--frame\r\nContent-Type: image/jpeg\r\n${told ? `Content-Length: ${part.length}\r\n` : ""}\r\n`,
              ),
              part,
              Buffer.from("\r\n"),
            ]),
            Buffer.from("--frame--"),
          ]);
          const read: Uint8Array[] = [];
          const reader = new MultipartReader("--frame", (part) => read.push(part));
          for (let at = 0; at < body.byteLength; at += size + 1)
            reader.push(body.subarray(at, at + size + 1));
          expect(read.map((part) => Buffer.from(part).toString("hex"))).toEqual(
            parts.map((part) => part.toString("hex")),
          );
        },
      ),
    );
  });

  it("stay bounded whatever comes", () => {
    const reader = new MultipartReader("x", () => undefined);
    // A hundred thousand parts: each is looked at once.
    reader.push(Buffer.alloc(800_000, "--x\r\n\r\n\u0000"));
    expect(reader.held).toBeLessThan(17 * 1024 * 1024);
    const endless = new MultipartReader("boundary", () => undefined);
    endless.push(Buffer.from("--boundary\r\n\r\n"));
    for (let index = 0; index < 40; index += 1) endless.push(Buffer.alloc(1024 * 1024));
    expect(endless.held).toBeLessThan(17 * 1024 * 1024);
  });

  it("name their boundary in quotes or not", () => {
    expect(boundaryOf('multipart/x-mixed-replace; boundary="--my b"')).toBe("--my b");
    expect(boundaryOf("multipart/x-mixed-replace;boundary=frame; x=1")).toBe("frame");
    expect(boundaryOf("image/jpeg")).toBeNull();
  });

  it("have the size that they say, or none", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void jpegSize(Uint8Array.of(0xff, 0xd8, 0xff, ...bytes))),
    );
    const head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 1, 32, 1, 96, 3];
    expect(jpegSize(Uint8Array.from(head))).toEqual({ width: 352, height: 288 });
  });
});

describe("the pace", () => {
  it("of pictures grows while they repeat, shrinks while they are new, and stays where it is set", () => {
    const pace = new SnapshotPace(null);
    for (let index = 0; index < 20; index += 1) pace.asked(10, false);
    expect(pace.waitMs).toBe(190);
    for (let index = 0; index < 20; index += 1) pace.asked(10, true);
    expect(pace.waitMs).toBe(9_990);
    const fixed = new SnapshotPace(2_000);
    fixed.asked(300, true);
    expect(fixed.waitMs).toBe(1_700);
  });

  it("of pieces is that of their pictures, and what is held is let go at the end", async () => {
    const arrivals: number[] = [];
    const pacer = new Pacer(
      { accessUnit: () => arrivals.push(performance.now()), damage: () => undefined },
      true,
    );
    const now = performance.now();
    for (let index = 0; index < 10; index += 1)
      pacer.push({ bytes: new Uint8Array(1), key: true, format: null, timeUs: index * 40_000 }, now);
    expect(pacer.aheadMs(now)).toBeCloseTo(660);
    await pacer.drained(new AbortController().signal);
    expect(arrivals).toHaveLength(10);
    const span = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
    expect(span).toBeGreaterThan(200);
    pacer.close();
  });

  it("is read from an address", () => {
    expect(httpOptions("#every=2s&certificate=any")).toEqual({ everyMs: 2_000, anyCertificate: true });
    expect(httpOptions("#every=250ms")).toEqual({ everyMs: 250, anyCertificate: false });
    expect(httpOptions("#every=soon")).toEqual({ everyMs: null, anyCertificate: false });
  });
});

describe("a device of this machine", () => {
  it("is named with what is wished of it", () => {
    const camera = readDevice("v4l2:///dev/video0?size=1280x720&fps=25&form=mjpeg");
    if (camera === null) throw new Error("no device");
    const args = ffmpegArguments({ kind: "device", device: camera }).join(" ");
    expect(args).toContain(
      "-f v4l2 -input_format mjpeg -video_size 1280x720 -framerate 25 -timestamps abs -i /dev/video0",
    );
    expect(args).toContain("-c:v libx264");
    const other = readDevice("dshow:video=USB%20Camera?form=yuyv422");
    if (other === null) throw new Error("no device");
    expect(ffmpegArguments({ kind: "device", device: other }).join(" ")).toContain(
      "-f dshow -rtbufsize 64M -pixel_format yuyv422 -i video=USB Camera",
    );
  });

  it("is refused where it is none", () => {
    for (const url of [
      "v4l2:///etc/passwd",
      "v4l2:///dev/../etc/passwd",
      "v4l2:///dev/video0?size=big",
      "v4l2:///dev/video0?fps=0",
      "v4l2:///dev/video0?form=-i%20x",
      "rtsp://h/",
    ])
      expect(readDevice(url), url).toBeNull();
  });
});
