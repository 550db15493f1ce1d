import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filledIn } from "../../../src/main/base/stream-address.ts";
import { endpointOf, readStreamUrl } from "../../../src/main/store/stream-url.ts";

const read = (url: string) => readStreamUrl(url, "streams.0.url");

describe("an address as a person types it", () => {
  it("gives up any user and password that stands in it, percent-decoded", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom("rtsp", "rtsps", "http", "https", "rtmp", "rtmps"),
        (user, password, scheme) => {
          const typed = `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@h:8554/a?b=1#c`;
          expect(read(typed)).toEqual({ url: `${scheme}://h:8554/a?b=1#c`, username: user, password });
        },
      ),
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
      "ftp://10.0.0.7/x",
      "http://admin:ge/heim@10.0.0.7/x",
      "https://10.0.0.7/x.jpg#every=now",
      "http://a:geheim@10.0.0.7/x?pwd=other",
      "srt://10.0.0.7?passphrase=geheim",
      "udp://239.1.2.3",
      "v4l2://video0",
      "dshow:",
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

  it("keeps a login's place in path or query, as many devices want it there, and gives up the login", () => {
    expect(read("http://10.0.0.7/snap.cgi?cmd=1&usr=admin&pwd=p%40ss&x=2#every=2s")).toEqual({
      url: "http://10.0.0.7/snap.cgi?cmd=1&usr={user}&pwd={password}&x=2#every=2s",
      username: "admin",
      password: "p@ss",
    });
    const path = "rtsp://10.0.0.7:554/user=admin_password=s3_cret_channel=1_stream=0.sdp";
    const stored = read(path);
    expect(stored).toEqual({
      url: "rtsp://10.0.0.7:554/user={user}_password={password}_channel=1_stream=0.sdp",
      username: "admin",
      password: "s3_cret",
    });
    expect(filledIn(stored.url, stored.username, stored.password)).toBe(path);
    // Stored again as it stands, it holds no login.
    expect(read(stored.url)).toEqual({ url: stored.url, username: null, password: null });
    expect(read("http://h/a?user=guest")).toEqual({
      url: "http://h/a?user=guest",
      username: null,
      password: null,
    });
  });

  it("brings any login back to where it stood", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, text, (user, password) => {
        fc.pre(user !== "{user}" && password !== "{password}");
        const typed = `http://h/a?user=${encodeURIComponent(user)}&password=${encodeURIComponent(password)}&b=1`;
        const stored = read(typed);
        expect(stored).toEqual({
          url: "http://h/a?user={user}&password={password}&b=1",
          username: user,
          password,
        });
        const asked = new URL(filledIn(stored.url, stored.username, stored.password)).searchParams;
        expect([asked.get("user"), asked.get("password"), asked.get("b")]).toEqual([user, password, "1"]);
      }),
    );
  });

  it("takes SRT's passphrase out, and a sender out of the address of a group", () => {
    expect(read("srt://10.0.0.7:9000?mode=caller&passphrase=a%20b&latency=80")).toEqual({
      url: "srt://10.0.0.7:9000?mode=caller&latency=80",
      username: null,
      password: "a b",
    });
    expect(read("srt://:9000?passphrase=abcdefghij")).toMatchObject({
      url: "srt://:9000",
      password: "abcdefghij",
    });
    expect(read("udp://@239.1.2.3:5000").url).toBe("udp://239.1.2.3:5000");
    expect(read("udp://10.0.0.1@239.1.2.3:5000").url).toBe("udp://239.1.2.3:5000?sources=10.0.0.1");
  });

  it("of a clip or a test picture stays as it is", () => {
    for (const url of [
      "test:640x360@25",
      "file:///srv/a@b.mp4",
      "v4l2:///dev/video0?size=1280x720",
      "dshow:video=USB Camera",
    ])
      expect(read(url)).toEqual({ url, username: null, password: null });
  });

  it("names the same device however its default port is written", () => {
    expect(endpointOf("rtsp://Cam.local/x")).toBe(endpointOf("rtsp://cam.local:554/y"));
    expect(endpointOf("rtsps://cam/x")).toBe(endpointOf("rtsps://cam:322/"));
    expect(endpointOf("rtsp://[::1]/x")).toBe(endpointOf("rtsp://[::1]:554/x"));
    expect(endpointOf("http://cam/x")).toBe(endpointOf("http://cam:80/"));
    expect(endpointOf("https://cam/x")).toBe(endpointOf("https://CAM:443/"));
    expect(endpointOf("rtmp://cam/x")).toBe(endpointOf("rtmp://cam:1935/y"));
    expect(endpointOf("http://cam/")).not.toBe(endpointOf("https://cam:80/"));
    expect(endpointOf("rtsp://cam/")).not.toBe(endpointOf("rtsps://cam:554/"));
  });
});
