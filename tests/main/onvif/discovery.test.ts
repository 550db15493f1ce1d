import { expect, it } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import { discover } from "../../../src/main/onvif/discovery.ts";
import { MockDevice } from "../../fixtures/onvif/device.ts";

it("finds who answers our own question, once, at the address it answered from", async () => {
  await using one = await MockDevice.start();
  await using other = await MockDevice.start({ scopes: ["onvif://www.onvif.org/name/50%", "x"] });
  await using stack = new AsyncDisposableStack();
  stack.use(await one.announce());
  stack.use(await other.announce());
  const found = await discover(["127.0.0.1"], systemClock, new AbortController().signal);
  expect(found.toSorted((a, b) => b.name.length - a.name.length)).toEqual([
    { address: one.url, name: "Dermaga Utara", hardware: "MOCK-7", location: "Tarakan" },
    { address: other.url, name: "50%", hardware: "", location: "" },
  ]);
  // Nobody was called: what was found is for a person to choose from.
  expect([...one.calls, ...other.calls]).toEqual([]);
});

it("refuses an address that is not this machine's", async () => {
  const asked = discover(["10.254.254.254"], systemClock, new AbortController().signal);
  await expect(asked).rejects.toMatchObject({ kind: "invalid", detail: { field: "from" } });
});

it("ends with its signal", async () => {
  const stop = new AbortController();
  const asked = discover(["127.0.0.1"], systemClock, stop.signal);
  stop.abort(new Error("gone"));
  await expect(asked).rejects.toThrow("gone");
});
