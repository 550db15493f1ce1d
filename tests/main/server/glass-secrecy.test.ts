import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { glassChannelPath } from "../../../src/protocol/channel.ts";
import { incidentSchema } from "../../../src/protocol/incident.ts";
import { type RunningCore, startHere } from "./core.ts";
import { socketTo } from "./page.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere({ args: ["--site", "pontianak"], outputIds: ["out-1"] });
});
afterAll(() => core.stop());

async function ask(method: string, path: string, body: unknown) {
  const answer = await core.ask(method, path, { token: core.tokens.admin, body });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.status === 204 ? null : answer.json();
}

it("nothing that is sent to the glass names who reported an incident, or what was noted of it, at any step of it", async () => {
  const secret = [
    "Siti Nurhaliza binti Umar",
    "+6281234567890",
    "catatan rahasia",
    "hasil rahasia",
    "uraian",
  ];
  const [name, phone, note, outcome, description] = secret;
  await ask("POST", "/api/layouts", {
    id: "kejadian",
    name: "Kejadian",
    wallId: "utama",
    tiles: [
      { id: "semua", rect: { x: 0, y: 0, width: 900, height: 700 }, content: { kind: "incidents" } },
      {
        id: "api",
        rect: { x: 900, y: 0, width: 900, height: 700 },
        content: { kind: "incidents", kinds: ["fire"] },
      },
      { id: "kartu", rect: { x: 1800, y: 0, width: 900, height: 700 }, content: { kind: "incident" } },
    ],
  });
  await ask("POST", "/api/walls/utama/take", { layoutId: "kejadian" });
  const socket = socketTo(core, glassChannelPath, { cookie: core.tokens.operator });
  const sent: string[] = [];
  socket.on("message", (data: Buffer) => sent.push(data.toString("utf8")));
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "hello", outputIds: ["out-1"], abilities: [] }));
  const heard = (words: string) => expect.poll(() => sent.at(-1), { timeout: 10_000 }).toContain(words);

  const { id } = incidentSchema.parse(
    await ask("POST", "/api/incidents", {
      ...{ kind: "fire", severity: "critical", text: "Api di gudang", place: "Pasar", description },
      reporter: { name, phone },
      links: [{ url: `https://lapor.example/${description}` }],
    }),
  );
  await heard("Api di gudang");
  await ask("POST", `/api/incidents/${id}/notes`, { text: note });
  await ask("PATCH", `/api/incidents/${id}`, { status: "acknowledged" });
  await heard('"acknowledged"');
  await ask("PATCH", `/api/incidents/${id}`, { text: "Api padam", reporter: { name: `${name}`, phone } });
  await heard("Api padam");
  await ask("PATCH", `/api/incidents/${id}`, { status: "closed", outcome });
  await expect.poll(() => sent.at(-1), { timeout: 10_000 }).not.toContain("Api padam");
  socket.terminate();
  expect(sent.length).toBeGreaterThan(3);
  for (const message of sent) {
    for (const words of secret) expect(message).not.toContain(words);
    expect(message).not.toMatch(/"(reporter|description|links|media|outcome|acknowledgedBy|closedBy)"/u);
  }
});
