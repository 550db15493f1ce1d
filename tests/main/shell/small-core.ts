import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { siteSchema } from "../../../src/layouts/site.ts";

/*
 * A core of a few lines, run as a process of its own: run.json, the three REST paths that a shell asks for, and a
 * page that is one colour while the core lives and shows so by asking again and again. What the host does about
 * cores that refuse, crash or hang is tested with it; the picture itself is tested with the real one.
 */

const { values } = parseArgs({
  strict: false,
  options: { data: { type: "string" }, port: { type: "string" }, site: { type: "string" } },
});
const data = String(values.data);
const behaviour = process.env.SMALL_CORE ?? "";
mkdirSync(data, { recursive: true });

if (behaviour === "refuse") {
  process.stderr.write("That cannot be done.\n");
  process.exit(2);
}
if (behaviour === "fail") {
  process.exit(1);
}

const site = siteSchema.parse(JSON.parse(process.env.SMALL_CORE_SITE ?? "null"));
const token = "token-of-the-shell";
const seen = new Map<string, number>();
const codes = new Set<string>();

const page = (
  id: string,
) => `<!doctype html><html lang="id"><title>${id}</title><body style="margin:0;background:#102030">
  <p style="color:#18b038">Selamat datang di pusat komando kota; dinding ini menunjukkan kamera jalan, pasar dan pelabuhan.</p><script>
  const beat = () => fetch("/beat/${id}").then(() => "#20c040", () => "#c02020")
    .then((colour) => { document.body.style.background = colour; });
  beat(); setInterval(beat, 200);
</script>`;

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(status === 304 ? undefined : JSON.stringify(body));
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://core");
  const [, first = "", second = "", third = "", fourth = ""] = url.pathname.split("/");
  if (first === "wall" && codes.delete(url.searchParams.get("code") ?? "")) {
    response.writeHead(200, { "content-type": "text/html" }).end(page(second));
  } else if (first === "beat") {
    seen.set(second, Date.now());
    send(response, 200, {});
  } else if (request.headers.authorization !== `Bearer ${token}`) {
    send(response, 401, {});
  } else if (second === "displays") {
    response.writeHead(204).end();
  } else if (second === "site" && third === "shown") {
    const unchanged = request.headers["if-none-match"] === '"1"';
    send(response, unchanged ? 304 : 200, { site, trial: null }, { etag: '"1"' });
  } else if (second === "outputs" && fourth === "code") {
    const code = `${third}-${process.hrtime.bigint()}`;
    codes.add(code);
    send(response, 201, { url: `/wall/${third}?code=${code}`, expiresAt: new Date().toISOString() });
  } else if (second === "outputs") {
    const state = (id: string) => (Date.now() - (seen.get(id) ?? 0) < 2_000 ? "connected" : "absent");
    send(
      response,
      200,
      site.outputs.map(({ id }) => ({ outputId: id, state: state(id), lastSeenAt: null, tiles: [] })),
    );
  } else {
    send(response, 404, {});
  }
});

server.listen(Number(values.port ?? 0), "127.0.0.1", () => {
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  writeFileSync(join(data, "run.json.new"), JSON.stringify({ origin, token, pid: process.pid }));
  renameSync(join(data, "run.json.new"), join(data, "run.json"));
  process.stdout.write(`${JSON.stringify({ level: 30, msg: "small core listens", port })}\n`);
  process.send?.({ type: "ready", origin, spki: null });
  if (behaviour === "crash") {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 100);
  }
});

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => process.exit(0));
}
process.on("disconnect", () => process.exit(0));
