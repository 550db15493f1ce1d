/** Writes docs/site.schema.json, the published schema of a site file: `node scripts/node24.mjs scripts/site-schema.ts`. */
import { writeFileSync } from "node:fs";
import { siteFileSchema } from "../src/layouts/site-file.ts";

writeFileSync(
  new URL("../docs/site.schema.json", import.meta.url),
  `${JSON.stringify(siteFileSchema(), null, 2)}\n`,
);
