import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { Fault } from "../base/fault.ts";

/** The documents of the core's pages, by the folder that vite builds each into. */
const documents = [
  "console",
  "technician",
  "wall",
  "watch",
  "phone",
  "trust",
  "setup",
  "history",
  "state",
  "papers",
  "crew",
  "incidents",
  "people",
] as const;
type Document = (typeof documents)[number];

const YEAR_S = 31_536_000;

/** Pages as they were built when the core started. */
export interface Pages {
  /** Changes with every build; a page of another build loads itself anew. */
  readonly build: string;
  readonly folder: string;
  readonly html: ReadonlyMap<Document, string>;
}

/** What lies in `folder`, dist/renderer; without a build the core runs and says so where a page is asked for. */
export function readPages(folder: string): Pages {
  const html = new Map<Document, string>();
  const hash = createHash("sha256");
  for (const name of documents) {
    const file = join(folder, name, "index.html");
    if (!existsSync(file)) continue;
    const text = readFileSync(file, "utf8");
    html.set(name, text);
    hash.update(text);
  }
  // The documents name their assets by the hash of what is in them, so they stand for the whole build.
  return { build: hash.digest("hex").slice(0, 16), folder, html };
}

export async function registerPages(app: FastifyInstance, pages: Pages): Promise<void> {
  if (existsSync(join(pages.folder, "assets")))
    await app.register(fastifyStatic, {
      root: join(pages.folder, "assets"),
      prefix: "/assets/",
      index: false,
      redirect: false,
      // Their names hold the hash of what is in them.
      immutable: true,
      maxAge: YEAR_S * 1000,
    });
  app.get("/", (_, reply) => sendDocument(pages, "console", reply));
  // Whoever is to trust these pages cannot sign in at them before.
  app.get("/trust", (_, reply) => sendDocument(pages, "trust", reply));
  app.get("/setup", (_, reply) => sendDocument(pages, "setup", reply));
  app.get("/phone", (_, reply) => sendDocument(pages, "phone", reply));
  app.get("/history", (_, reply) => sendDocument(pages, "history", reply));
  app.get("/state", (_, reply) => sendDocument(pages, "state", reply));
  for (const path of [
    "/papers/incident/:id",
    "/papers/month",
    "/papers/day",
    "/papers/handover",
    "/papers/handover/:id",
  ])
    app.get(path, (_, reply) => sendDocument(pages, "papers", reply));
  // Whoever has the link may open its page; the token in it is proven by what the page asks for.
  app.get("/crew/:token", (_, reply) => sendDocument(pages, "crew", reply));
  // A screen that shows a code until it is told which outputs it is.
  app.get("/pair", (_, reply) => sendDocument(pages, "wall", reply));
  app.get("/watch", (_, reply) => sendDocument(pages, "watch", reply));
  app.get("/incidents", (_, reply) => reply.redirect("/incidents/sources"));
  for (const path of ["/incidents/sources", "/incidents/agencies", "/incidents/drills"])
    app.get(path, (_, reply) => sendDocument(pages, "incidents", reply));
  for (const path of ["/people", "/people/accounts", "/people/sessions", "/people/tokens", "/people/audit"])
    app.get(path, (_, reply) => sendDocument(pages, "people", reply));
  for (const path of ["/technician", "/technician/sheet", "/technician/room"])
    app.get(path, (_, reply) => sendDocument(pages, "technician", reply));
}

/** A document is asked for anew each time it is opened: it is what names the assets of the newest build. */
export function sendDocument(pages: Pages, name: Document, reply: FastifyReply): FastifyReply {
  const html = pages.html.get(name);
  if (html === undefined) throw new Fault("unavailable", { what: "pages" });
  return reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(html);
}
