import { randomUUID } from "node:crypto";
import type { Layout } from "../../../layouts/layout.ts";
import type { Problem } from "../../../layouts/problem.ts";
import { siteFileSchema } from "../../../layouts/site-file.ts";
import { validateLayout, validateSite } from "../../../layouts/validate.ts";
import type { Language } from "../../../protocol/session.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { InvalidRequest } from "../invalid.ts";
import { matching } from "../match.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type SiteHandlers = Pick<
  Handlers,
  | "getSite"
  | "putSite"
  | "siteSchema"
  | "shownSite"
  | "siteTrial"
  | "trySite"
  | "confirmSite"
  | "endTrial"
  | "listLayouts"
  | "addLayout"
  | "getLayout"
  | "putLayout"
  | "removeLayout"
>;

export function siteHandlers({ store, walls, trial }: Rooms): SiteHandlers {
  const stored = async () => {
    const site = await store.site.get();
    if (site === null) throw new Fault("unavailable", { what: "site" });
    return site;
  };
  const layoutVersion = async (id: string) => (await store.layouts.get(id)).version;
  return {
    getSite: async () => {
      const { value, version } = await stored();
      return { body: value, version };
    },
    putSite: async ({ body, ifMatch, language }) => {
      refuse(validateSite(body), language);
      const { value, version } = await matching(
        ifMatch,
        "site",
        async () => (await stored()).version,
        (expected) => walls.putSite(body, expected),
      );
      return { body: value, version };
    },
    siteSchema: () => ({ body: siteFileSchema() }),
    shownSite: () => ({ body: { site: walls.site, trial: trial.current }, version: walls.siteRevision }),
    siteTrial: () => ({ body: { trial: trial.current } }),
    trySite: async (request) => {
      const { body, ifMatch, language } = request;
      refuse(validateSite(body), language);
      const begun = await matching(
        ifMatch,
        "site",
        async () => (await stored()).version,
        (expected) => trial.begin(body, callerName(request), expected),
      );
      return { body: begun, version: walls.siteRevision, location: "/api/site/shown" };
    },
    confirmSite: async ({ id }) => {
      const { value, version } = await trial.confirm(id);
      return { body: value, version };
    },
    endTrial: async ({ id }) => {
      await trial.end(id);
      return { body: null };
    },
    listLayouts: async () => ({ body: await store.layouts.list() }),
    addLayout: async ({ body, language }) => {
      const layout: Layout = { ...body, id: body.id ?? `layout-${randomUUID().slice(0, 8)}` };
      const { value, version } = await walls.inTurn(() => {
        refuse(validateLayout(layout, walls.storedSite), language);
        return store.layouts.add(layout);
      });
      return { body: value, version, location: `/api/layouts/${value.id}` };
    },
    getLayout: async ({ id }) => {
      const { value, version } = await store.layouts.get(id);
      return { body: value, version };
    },
    putLayout: async ({ id, body, ifMatch, language }) => {
      if (body.id !== undefined && body.id !== id) throw otherId(id, body.id, language);
      const layout: Layout = { ...body, id };
      const { value, version } = await walls.inTurn(() => {
        refuse(validateLayout(layout, walls.storedSite), language);
        return matching(
          ifMatch,
          "layout",
          () => layoutVersion(id),
          (expected) => store.layouts.put(layout, expected),
        );
      });
      return { body: value, version };
    },
    removeLayout: async ({ id, ifMatch }) => {
      await matching(
        ifMatch,
        "layout",
        () => layoutVersion(id),
        (expected) => store.layouts.remove(id, expected),
      );
      return { body: null };
    },
  };
}

function refuse(problems: readonly Problem[], language: Language): void {
  if (problems.length === 0) return;
  throw new InvalidRequest(
    problems.map(({ rule, field, message }) => ({ field, detail: `${message[language]} [${rule}]` })),
  );
}

function otherId(inPath: string, inBody: string, language: Language): InvalidRequest {
  const detail = {
    en: `the address names ${inPath}, the body ${inBody}`,
    id: `alamat menyebut ${inPath}, isi menyebut ${inBody}`,
  };
  return new InvalidRequest([{ field: "id", detail: detail[language] }]);
}
