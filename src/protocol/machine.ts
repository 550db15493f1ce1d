import { z } from "zod";

/** The core's own machine. Sizes in bytes. */
export const machineSchema = z.object({
  version: z.string(),
  /** Of the operating system, as it names itself. */
  system: z.string(),
  node: z.string(),
  startedAt: z.iso.datetime(),
  /** By its clock. */
  now: z.iso.datetime(),
  memory: z.object({ total: z.number(), free: z.number(), core: z.number() }),
  /** That of the data folder; `free` for the core, which may be less than for the system. */
  disk: z.object({ total: z.number(), free: z.number() }),
  /** With what is not yet in the file itself. */
  database: z.object({ bytes: z.number() }),
  cores: z.int(),
  /** Processes that ran or waited to run, in the mean of the last minute; 0 where the system does not say. */
  load: z.number(),
});
export type Machine = z.infer<typeof machineSchema>;
