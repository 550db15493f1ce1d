import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { coreEntry } from "./host.ts";
import { launch } from "./launch.ts";

// The host process, which `npm start` and the service start.
await launch(process.argv.slice(2), coreEntry(dirname(dirname(fileURLToPath(import.meta.url)))));
