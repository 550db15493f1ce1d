// A core of its own that only writes: node writer.ts DATA. It says a line for every change that was answered, and a
// line for each fault; it runs until it is killed.
import { asFault } from "../../../src/main/base/fault.ts";
import { openStore } from "../../../src/main/store/open.ts";
import { halves, siteOf } from "./samples.ts";

const [, , data = ""] = process.argv;
const editor = { by: "writer", at: "2026-11-22T10:00:00.000Z" };

/** Resolves when the line is written, however slowly it is read. */
function say(...words: readonly (string | number)[]): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${words.join(" ")}\n`, () => resolve());
  });
}

try {
  const store = await openStore({ data });
  await say("open");
  await store.site.put(siteOf(["a", 1920, 1080]), null);
  const layout = halves("l", "a", 1920, 1080);
  await store.layouts.add(layout).catch((error: unknown) => {
    if (asFault(error).kind !== "conflict") throw error;
  });
  for (let round = 1; ; round += 1) {
    try {
      const changed = await store.layouts.put({ ...layout, name: `round ${round}` }, null, editor);
      await say("layout", changed.version);
      await store.settings.put("round", String(round));
      await say("setting", round);
      const incident = await store.incidents.add({ kind: "k", severity: "low", text: `n${round}` }, "writer");
      await say("incident", incident.value.id);
    } catch (error) {
      await say("fault", asFault(error).kind);
    }
  }
} catch (error) {
  await say("refused", asFault(error).kind);
  process.exitCode = 1;
}
