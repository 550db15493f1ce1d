import { expect, it } from "vitest";
import { routes } from "../../../src/protocol/routes.ts";
import { MockDevice } from "../../fixtures/onvif/device.ts";
import { startHere } from "./core.ts";

const PASSWORD = "kata-sandi-panjang";

it("one person steers a camera at a time; a higher role takes it over, which stops what moves", async () => {
  await using device = await MockDevice.start({ ptz: true });
  const core = await startHere({
    ...{ args: ["--site", "tarakan"], outputIds: [] },
    env: { DINDING_ADMIN_PASSWORD: PASSWORD },
  });
  try {
    const { operator, technician, admin } = core.tokens;
    await core.ask("POST", "/api/cameras", {
      token: admin,
      body: {
        ...{ id: "kubah", name: "Kubah", onvif: { url: device.url } },
        streams: [{ role: "main", url: "test:64x48@25" }],
      },
    });
    const path = "/api/cameras/kubah/ptz";
    const move = (token: string, body: unknown) => core.ask("POST", path, { token, body });
    const lock = async (token: string) =>
      (await core.ask("GET", `${path}/lock`, { token })).as(routes.getPtzLock.reply);

    expect((await move(operator, { kind: "stop" })).status).toBe(204);
    expect((await lock(operator)).lock).toBeNull();
    expect((await move(technician, { kind: "continuous", pan: 0.5 })).status).toBe(204);
    const refused = await move(operator, { kind: "continuous", pan: -0.5 });
    expect(refused.status).toBe(423);
    expect(refused.problem()).toMatchObject({ kind: "steered", values: { by: "tono" } });
    expect(await lock(operator)).toMatchObject({ lock: { by: "tono" }, mine: false, mayTakeOver: false });
    expect(await lock(technician)).toMatchObject({ mine: true, mayTakeOver: false });
    for (const method of ["PUT", "DELETE"])
      expect((await core.ask(method, `${path}/lock`, { token: operator })).status).toBe(423);

    expect((await lock(admin)).mayTakeOver).toBe(true);
    const taken = await core.ask("PUT", `${path}/lock`, { token: admin });
    expect(taken.as(routes.takePtzLock.reply)).toMatchObject({ lock: { by: "admin" }, mine: true });
    expect(device.state.head.moving).toBeNull();
    expect((await move(technician, { kind: "preset", preset: "1" })).status).toBe(423);
    // The same person at another desk is another hand, who may take it over from themselves.
    const body = { name: "admin", password: PASSWORD };
    const signedIn = await core.ask("POST", "/api/session", { body });
    const { token: there } = signedIn.as(routes.signIn.reply);
    expect((await move(there, { kind: "continuous", pan: 0.5 })).status).toBe(423);
    expect(await lock(there)).toMatchObject({ lock: { by: "admin" }, mine: false, mayTakeOver: true });
    expect((await core.ask("PUT", `${path}/lock`, { token: there })).status).toBe(200);
    expect((await move(admin, { kind: "preset", preset: "1" })).status).toBe(423);
    expect((await core.ask("DELETE", `${path}/lock`, { token: there })).status).toBe(204);
    expect((await move(operator, { kind: "preset", preset: "1" })).status).toBe(204);

    expect((await core.ask("PUT", "/api/cameras/tidak-ada/ptz/lock", { token: admin })).status).toBe(404);
    const told = await core.ask("GET", "/api/audit", { token: admin });
    expect(told.text).toContain('"takePtzLock"');
  } finally {
    await core.stop();
  }
});
