import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Site } from "../../layouts/site.ts";
import { type BrightnessState, brightnessStateSchema } from "../../protocol/brightness.ts";
import { outputStateSchema, type OutputState } from "../../protocol/output.ts";
import { shownSiteSchema } from "../../protocol/site-trial.ts";
import { routes } from "../../protocol/routes.ts";
import type { Display } from "./displays.ts";
import { pinnedRequest, type Reply } from "./pinned-request.ts";

const runSchema = z.object({
  origin: z.url(),
  token: z.string().min(1),
  pid: z.int().positive(),
  spki: z.string().nullish(),
});

/** How a running core is reached, as it says in `run.json` of its data folder. */
export interface Run {
  readonly origin: string;
  readonly token: string;
  readonly pid: number;
  readonly spki: string | null;
}

/** The `run.json` of a data folder, or null where there is none or it is half written. */
export async function readRun(dataFolder: string): Promise<Run | null> {
  let text: string;
  try {
    text = await readFile(join(dataFolder, "run.json"), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return null;
    }
    throw error;
  }
  const parsed = runSchema.safeParse(parseJson(text));
  return parsed.success ? { ...parsed.data, spki: parsed.data.spki ?? null } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

/** What a shell asks of the core, over its REST interface with the token of `run.json`. */
export class CoreClient {
  readonly run: Run;
  #siteTag: string | null = null;

  constructor(run: Run) {
    this.run = run;
  }

  /** The site that the glass shows, or null where it has not changed since this client asked last. */
  async changedSite(): Promise<Site | null> {
    const tag: Record<string, string> = this.#siteTag === null ? {} : { "if-none-match": this.#siteTag };
    const reply = await this.#ask("GET", routes.shownSite.path, tag);
    const etag = reply.headers.etag ?? null;
    if (reply.status === 304 || (etag !== null && etag === this.#siteTag)) {
      return null;
    }
    const { site } = shownSiteSchema.parse(this.#json(reply, 200));
    this.#siteTag = etag;
    return site;
  }

  async outputs(): Promise<OutputState[]> {
    return z.array(outputStateSchema).parse(this.#json(await this.#ask("GET", routes.listOutputs.path), 200));
  }

  /** A one-time address of an output's page, absolute. */
  async codeUrl(outputId: string): Promise<string> {
    const path = routes.outputCode.path.replace(":id", encodeURIComponent(outputId));
    const reply = this.#json(await this.#ask("POST", path), routes.outputCode.status);
    return new URL(z.object({ url: z.string() }).parse(reply).url, this.run.origin).href;
  }

  /** How bright the walls are to be. */
  async brightness(): Promise<BrightnessState> {
    return brightnessStateSchema.parse(this.#json(await this.#ask("GET", routes.getBrightness.path), 200));
  }

  /** Says which outputs' monitors follow by themselves. */
  async monitorsDim(outputIds: readonly string[]): Promise<void> {
    await this.#put(routes.monitorsDim, { outputIds });
  }

  /** Says which displays this machine has. */
  async tellDisplays(displays: readonly Display[]): Promise<void> {
    await this.#put(routes.putDisplays, displays);
  }

  async #put(
    { path, status }: { readonly path: string; readonly status: number },
    body: unknown,
  ): Promise<void> {
    const reply = await this.#ask("PUT", path, {}, JSON.stringify(body));
    if (reply.status !== status)
      throw new Error(`the core answers ${reply.status}: ${reply.text.slice(0, 300)}`);
  }

  #ask(
    method: "GET" | "POST" | "PUT",
    path: string,
    headers: Record<string, string> = {},
    body: string | null = null,
  ): Promise<Reply> {
    return pinnedRequest({
      method,
      body,
      url: new URL(path, this.run.origin),
      headers: { authorization: `Bearer ${this.run.token}`, accept: "application/json", ...headers },
      spki: this.run.spki,
      timeoutMs: 5_000,
    });
  }

  #json(reply: Reply, status: number): unknown {
    if (reply.status !== status) {
      throw new Error(`the core answers ${reply.status}: ${reply.text.slice(0, 300)}`);
    }
    return JSON.parse(reply.text);
  }
}
