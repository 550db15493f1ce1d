import { problemSchema } from "../../../protocol/fault.ts";
import type { Attempt } from "./page-player.ts";

/** Ends the attempt for the reason that the core gives in `answer`. */
export async function whyRefused(answer: Response, attempt: Attempt): Promise<void> {
  const problem = answer.ok ? null : problemSchema.safeParse(await answer.json());
  if (problem?.success === true) attempt.failed(problem.data.kind, problem.data.values ?? {});
  else attempt.failed("ended", { host: new URL(answer.url).host });
}
