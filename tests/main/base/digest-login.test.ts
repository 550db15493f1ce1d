import { describe, expect, it } from "vitest";
import { chooseChallenge, digestAuthorization } from "../../../src/main/base/digest-login.ts";

const mufasa = { username: "Mufasa", password: "Circle of Life" };
const rfc7616 = (algorithm: string) =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

describe("digest login", () => {
  it.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("answers the example of RFC 7616, 3.9.1, with %s", (algorithm, response) => {
    const challenge = chooseChallenge([rfc7616(algorithm)]);
    if (challenge === null) throw new Error("no challenge");
    const header = digestAuthorization(
      challenge,
      { method: "GET", uri: "/dir/index.html" },
      mufasa,
      1,
      "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
    );
    expect(header).toContain(`response="${response}"`);
    expect(header).toContain("nc=00000001");
    expect(header).toContain("qop=auth,");
  });

  it("answers the older form without qop (RFC 2617, 3.5, without it)", () => {
    const challenge = chooseChallenge(['Digest realm="testrealm@host.com", nonce="dcd98b"']);
    if (challenge === null) throw new Error("no challenge");
    const header = digestAuthorization(challenge, { method: "GET", uri: "/" }, mufasa, 1);
    expect(header).not.toContain("qop");
    expect(header).toMatch(/response="[0-9a-f]{32}"$/);
  });

  it("takes the strongest that it knows, and never Basic", () => {
    expect(chooseChallenge(["Basic realm=x", rfc7616("MD5"), rfc7616("SHA-256")])?.algorithm).toBe("SHA-256");
    expect(chooseChallenge([rfc7616("SHA-1"), 'Basic realm="x"'])).toBeNull();
    expect(chooseChallenge(['Digest realm="a", nonce="b", qop="auth-int"'])).toBeNull();
  });

  it("keeps quotes and line ends of a name inside its quotes", () => {
    const challenge = chooseChallenge([String.raw`Digest realm="a \"b\" c", nonce="n"`]);
    expect(challenge?.realm).toBe('a "b" c');
    if (challenge === null) return;
    const header = digestAuthorization(
      challenge,
      { method: "GET", uri: "/" },
      { username: 'a"\r\nX: y', password: "" },
      1,
    );
    expect(header).toContain(String.raw`username="a\"X: y"`);
    expect(header).not.toContain("\n");
  });
});
