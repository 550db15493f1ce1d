import type { Migration } from "../migrate.ts";

/** The number that an operator types to see a camera; those that are there get theirs in the order of their names. */
export const cameraNumbers: Migration = {
  version: 17,
  sql: `
ALTER TABLE cameras ADD COLUMN number INTEGER CHECK (number BETWEEN 1 AND 99999);
UPDATE cameras SET number = counted.number
FROM (
  SELECT seq, row_number() OVER (ORDER BY name COLLATE NOCASE, seq) AS number FROM cameras
) AS counted
WHERE counted.seq = cameras.seq AND counted.number <= 99999;
CREATE UNIQUE INDEX cameras_by_number ON cameras (number);
`,
};
