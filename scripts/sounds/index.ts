// Makes the sounds of the desk's alerts: node scripts/node24.mjs scripts/sounds/index.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { severities } from "../../src/protocol/incident.ts";
import { samplesOf, wavOf } from "./sound.ts";

const folder = fileURLToPath(new URL("../../src/renderer/console/sounds/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const severity of severities) writeFileSync(`${folder}${severity}.wav`, wavOf(samplesOf(severity)));
