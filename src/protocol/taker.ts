import { z } from "zod";

/** Who or what put something on a wall: a person, or a tour, the schedule or a rule, each by its own name. */
export const takerSchema = z.enum(["person", "tour", "schedule", "rule"]);
export type Taker = z.infer<typeof takerSchema>;
