import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningCore, startHere } from "../../server/core.ts";
import { connection, everyChange, pathWith, talker, wholeAnswer } from "./wire.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere({ args: ["--site", "pontianak"] });
});
afterAll(() => core.stop());

const JSON_TYPE = { "content-type": "application/json" };
const asAdmin = () => ({ authorization: `Bearer ${core.tokens.admin}` });
/** Of an answer that says what was wrong with something large. */
const LONGEST_ANSWER = 64 * 1024;

const keys = (count: number) => `{${Array.from({ length: count }, (_, at) => `"k${at}":1`).join(",")}}`;

const malformed: readonly (readonly [string, string | Buffer])[] = [
  ["cut off", '{"name":'],
  ["no JSON", "nama=petak"],
  ["a list", "[1]"],
  ["a number", "1"],
  ["a text", '"teks"'],
  ["nested without end, lists", "[".repeat(100_000)],
  ["nested and whole", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
  ["nested without end, objects", '{"a":'.repeat(30_000)],
  ["with a prototype", '{"__proto__":{"role":"admin"}}'],
  ["with a constructor", '{"constructor":{"prototype":{"role":"admin"}}}'],
  ["of bytes that are no text", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x80, 0x22, 0x3a, 0x31, 0x7d])],
  ["in UTF-16", Buffer.from('{"name":"Petak"}', "utf16le")],
  ["of ten thousand names", keys(10_000)],
  ["with a name without end", `{"${"x".repeat(200_000)}":1}`],
];

it.each(malformed)(
  "a body %s is refused by every route that changes something, and by none with a failure",
  async (_, body) => {
    using talk = talker(core);
    const fell: string[] = [];
    await Promise.all(
      everyChange.map(async ([name, route]) => {
        const path = pathWith(route, "tidak-ada");
        const headers = { ...asAdmin(), ...JSON_TYPE };
        const { status, text } = await talk.say({ method: route.method, path, headers, body });
        if (status < 400 || status >= 500 || text.length > LONGEST_ANSWER)
          fell.push(`${name}: ${status}, ${text.length} bytes`);
      }),
    );
    expect(fell).toEqual([]);
    expect((await core.ask("GET", "/api/health")).status).toBe(200);
  },
);

it.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/jsonp",
  "",
])("a body of the type “%s”, which pages of elsewhere may send, is read by no route", async (type) => {
  using talk = talker(core);
  const read: string[] = [];
  await Promise.all(
    everyChange.map(async ([name, route]) => {
      const path = pathWith(route, "tidak-ada");
      const headers = { ...asAdmin(), ...(type === "" ? {} : { "content-type": type }) };
      const { status } = await talk.say({ method: route.method, path, headers, body: "{}" });
      if (status < 400 || status >= 500) read.push(`${name}: ${status}`);
    }),
  );
  expect(read).toEqual([]);
});

it("the largest body that is taken, all of names that nobody knows, gets a short answer, and others are served", async () => {
  using talk = talker(core);
  const headers = { ...asAdmin(), ...JSON_TYPE };
  const body = keys(500_000);
  expect(body.length).toBeGreaterThan(5 * 1024 * 1024);
  const answer = await talk.say({ method: "PUT", path: "/api/site", headers, body });
  expect(answer.status).toBe(400);
  expect(answer.text.length).toBeLessThan(LONGEST_ANSWER);
  expect((await core.ask("GET", "/api/health")).status).toBe(200);
});

/** What a request with these headers is answered before its body, the first line alone. */
async function firstLine(headers: readonly string[], body = ""): Promise<string> {
  const socket = await connection(core);
  const answer = wholeAnswer(socket);
  const { host } = new URL(core.origin);
  const lines = ["POST /api/layouts HTTP/1.1", `Host: ${host}`, "Connection: close", ...headers, "", body];
  socket.write(lines.join("\r\n"));
  return (await answer).split("\r\n")[0] ?? "";
}

const admin = () => [`Authorization: Bearer ${core.tokens.admin}`, "Content-Type: application/json"];

it.each([
  ["two lengths", ["Content-Length: 2", "Content-Length: 40"], "400"],
  ["a length and chunks", ["Content-Length: 2", "Transfer-Encoding: chunked"], "400"],
  ["a length that is none", ["Content-Length: -1"], "400"],
  ["a length in other digits", ["Content-Length: 0x10"], "400"],
  ["chunks of chunks", ["Transfer-Encoding: chunked, identity"], "400"],
  ["a length of ten gigabytes", ["Content-Length: 10000000000"], "413"],
])("a request that lies about its body with %s is refused before that", async (_, headers, status) => {
  expect(await firstLine([...admin(), ...headers], "{}")).toContain(` ${status} `);
});

it("headers without end are refused", async () => {
  const long = Array.from({ length: 400 }, (_, at) => `X-Panjang-${at}: ${"x".repeat(100)}`);
  expect(await firstLine(long)).toContain(" 431 ");
});

it("chunks without end are cut off at the limit, whoever sends them; a stranger's are not read at all", async () => {
  const send = async (headers: readonly string[]) => {
    const socket = await connection(core);
    let answer = "";
    socket.on("data", (part: Buffer) => {
      answer += part.toString("latin1");
    });
    const enough = Promise.race([once(socket, "close"), once(socket, "data")]).then(() => true);
    const { host } = new URL(core.origin);
    const lines = [
      "POST /api/layouts HTTP/1.1",
      `Host: ${host}`,
      "Transfer-Encoding: chunked",
      ...headers,
      "",
      "",
    ];
    socket.write(lines.join("\r\n"));
    const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`;
    const next = () =>
      new Promise<boolean>((resolve) => socket.write(chunk, () => setImmediate(resolve, false)));
    // Until the core has had enough, at the speed at which it takes them.
    for (let had = false; !had; ) had = await Promise.race([enough, next()]);
    const sent = socket.bytesWritten;
    socket.destroy();
    return { status: answer.slice(9, 12), sent };
  };
  const known = await send(admin());
  expect(known.status).toBe("413");
  // What lay in the buffers of both ends, beside the limit of a quarter of a megabyte.
  expect(known.sent).toBeLessThan(16 * 1024 * 1024);
  expect((await send(["Content-Type: application/json"])).status).toBe("401");
});
