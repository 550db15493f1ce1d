import { join } from "node:path";
import { launch } from "../../../src/main/shell/launch.ts";

// The host as npm start starts it, with the small core in place of the real one.
await launch(process.argv.slice(2), join(import.meta.dirname, "small-core.ts"));
