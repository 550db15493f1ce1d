import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endpointOf, readStreamUrl } from "../../../src/main/store/stream-url.ts";

const read = (url: string) => readStreamUrl(url, "streams.0.url");

describe("an address as a person types it", () => {
  it("gives up any user and password that stands in it, percent-decoded", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(text, text, fc.constantFrom("rtsp", "rtsps"), (user, password, scheme) => {
        const typed = `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@h:8554/a?b=1#c`;
        expect(read(typed)).toEqual({ url: `${scheme}://h:8554/a?b=1#c`, username: user, password });
      }),
    );
  });

  it("takes a password as typed where its per cents and at signs are not encoded", () => {
    expect(read("rtsp://admin:100%@10.0.0.7/x")).toMatchObject({
      password: "100%",
      url: "rtsp://10.0.0.7/x",
    });
    expect(read("rtsp://admin:p@ss@10.0.0.7/x")).toMatchObject({
      password: "p@ss",
      url: "rtsp://10.0.0.7/x",
    });
    expect(read(" RTSP://admin@10.0.0.7 ")).toEqual({
      url: "rtsp://10.0.0.7",
      username: "admin",
      password: null,
    });
    expect(read("rtsp://[fe80::1]:554/x").url).toBe("rtsp://[fe80::1]:554/x");
  });

  it("is refused without repeating it where part of a password would end up in the path", () => {
    for (const url of [
      "rtsp://admin:12/34@10.0.0.7/x",
      "rtsp://admin:12#34@10.0.0.7/x",
      "rtsp://admin:geheim/x@10.0.0.7/x",
      "rtsp://user:pw@",
      "rtsp://:554/x",
      "rtsp:10.0.0.7",
      "http://10.0.0.7/x",
      "10.0.0.7",
      "rtsp://host:99999999/x",
    ])
      expect(() => read(url), url).toThrow(
        expect.objectContaining({
          kind: "invalid",
          message: expect.not.stringMatching(/geheim|34@|pw@|10\.0/),
        }),
      );
  });

  it("of a clip or a test picture stays as it is", () => {
    for (const url of ["test:640x360@25", "file:///srv/a@b.mp4"])
      expect(read(url)).toEqual({ url, username: null, password: null });
  });

  it("names the same device however its default port is written", () => {
    expect(endpointOf("rtsp://Cam.local/x")).toBe(endpointOf("rtsp://cam.local:554/y"));
    expect(endpointOf("rtsps://cam/x")).toBe(endpointOf("rtsps://cam:322/"));
    expect(endpointOf("rtsp://[::1]/x")).toBe(endpointOf("rtsp://[::1]:554/x"));
    expect(endpointOf("rtsp://cam/")).not.toBe(endpointOf("rtsps://cam:554/"));
  });
});
