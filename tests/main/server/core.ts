import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashOf, newToken } from "../../../src/main/access/token.ts";
import type { z } from "zod";
import { parseArguments } from "../../../src/main/base/arguments.ts";
import type { Clock } from "../../../src/main/base/clock.ts";
import { Lifetime } from "../../../src/main/base/lifetime.ts";
import { createLog, type Log } from "../../../src/main/base/log.ts";
import { startCore } from "../../../src/main/core.ts";
import { openStore } from "../../../src/main/store/open.ts";
import type { Problem } from "../../../src/protocol/fault.ts";
import { problemSchema } from "../../../src/protocol/fault.ts";
import { type Role, roles } from "../../../src/protocol/role.ts";

const silent = createLog("silent");
const FAR = 4_000_000_000_000;

export interface Ask {
  readonly token?: string;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string and bytes as they are. */
  readonly body?: unknown;
  readonly ca?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  json(): unknown;
  /** The body as `schema` reads it. */
  as<T>(schema: z.ZodType<T>): T;
  problem(): Problem;
}

/** One HTTP request with every header as it is given, also those that browsers keep for themselves. */
export function ask(origin: string, method: string, path: string, options: Ask = {}): Promise<Answer> {
  const { token, cookie, body, ca } = options;
  const raw = typeof body === "string" || body instanceof Uint8Array;
  const text = body === undefined ? undefined : raw ? body : JSON.stringify(body);
  const headers: Record<string, string> = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(cookie === undefined ? {} : { cookie: `dinding_session=${cookie}` }),
    ...(text === undefined
      ? {}
      : {
          "content-type": typeof body === "object" && raw ? "application/octet-stream" : "application/json",
          "content-length": String(Buffer.byteLength(text)),
        }),
    ...options.headers,
  };
  const url = new URL(path, origin);
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const request = send(
      url,
      { method, headers, agent: false, ...(ca === undefined ? {} : { ca }) },
      (reply) => {
        const parts: Buffer[] = [];
        reply.on("data", (part: Buffer) => parts.push(part));
        reply.on("error", reject);
        reply.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          const json = (): unknown => JSON.parse(text);
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            text,
            json,
            as: (schema) => schema.parse(json()),
            problem: () => problemSchema.parse(json()),
          });
        });
      },
    );
    request.on("error", reject);
    request.end(text);
  });
}

/** An empty data folder, and what removes it. */
export function dataFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "dinding-core-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Documents as vite builds them, small; answers the folder. */
function fakePages(folder: string): string {
  const pages = join(folder, "pages");
  mkdirSync(join(pages, "assets"), { recursive: true });
  for (const name of ["console", "technician", "wall", "crew"]) {
    mkdirSync(join(pages, name));
    writeFileSync(join(pages, name, "index.html"), `<!doctype html><title>${name}</title>`);
  }
  writeFileSync(join(pages, "assets", "main-abc123.js"), "export {};");
  return pages;
}

/** A session of each role and one of a page of `outputIds`, in the store of a folder that no core runs on. */
async function addSessions(data: string, outputIds: readonly string[]): Promise<Tokens> {
  const store = await openStore({ data });
  const add = async (name: string, role: Role, outputs: readonly string[] | null) => {
    const token = newToken();
    await store.sessions.add(hashOf(token), { name, role, outputIds: outputs, expiresAt: FAR });
    return token;
  };
  const tokens = {
    viewer: await add("vina", "viewer", null),
    operator: await add("oki", "operator", null),
    technician: await add("tono", "technician", null),
    admin: await add("admin", "admin", null),
    page: await add(`output ${outputIds.join(", ")}`, "viewer", outputIds),
  } satisfies Record<Role | "page", string>;
  await store.close();
  return tokens;
}

type Tokens = Readonly<Record<Role | "page", string>>;
export const people = [...roles, "page"] as const;

export interface RunningCore {
  readonly origin: string;
  readonly data: string;
  readonly tokens: Tokens;
  readonly ask: (method: string, path: string, options?: Ask) => Promise<Answer>;
  /** Ends it and starts another on the same data. */
  restart(): Promise<RunningCore>;
  stop(): Promise<void>;
}

export interface CoreHere {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Within which a request must have arrived whole, milliseconds. */
  readonly patienceMs?: number;
  /** Hears what it says; nobody does otherwise. */
  readonly log?: Log;
  /** Output of the session that belongs to a page. */
  readonly outputIds?: readonly string[];
  readonly withoutPages?: boolean;
  /** Folder of pages that were built; small ones stand for them otherwise. */
  readonly pages?: string;
}

/** A whole core in this process, listening on a port of its own, with its SQLite file in a folder of its own. */
export async function startHere(options: CoreHere = {}): Promise<RunningCore> {
  const { folder, remove } = dataFolder();
  const data = join(folder, "data");
  const tokens = await addSessions(data, options.outputIds ?? ["utama"]);
  const pages = options.pages ?? (options.withoutPages === true ? join(folder, "none") : fakePages(folder));

  const log = options.log ?? silent;

  async function start(): Promise<RunningCore> {
    const lifetime = new Lifetime("core", log);
    const given = ["--data", data, "--port", "0", ...(options.args ?? ["--site", "tarakan"])];
    const { origin } = await startCore({
      args: parseArguments(given, folder, "en"),
      env: { ...options.env },
      log,
      language: "en",
      lifetime,
      pages,
      ...(options.clock === undefined ? {} : { clock: options.clock }),
      ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
    }).catch(async (error: unknown) => {
      await lifetime.end();
      remove();
      throw error;
    });
    return {
      origin,
      data,
      tokens,
      ask: (method, path, how) => ask(origin, method, path, how),
      restart: async () => {
        await lifetime.end();
        return start();
      },
      stop: async () => {
        await lifetime.end();
        remove();
      },
    };
  }
  return start();
}
