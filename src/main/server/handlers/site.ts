import { siteFileSchema } from "../../../layouts/site-file.ts";
import { validateSite } from "../../../layouts/validate.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { matching } from "../match.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";
import { refuse } from "./refuse.ts";

type SiteHandlers = Pick<
  Handlers,
  "getSite" | "putSite" | "siteSchema" | "shownSite" | "siteTrial" | "trySite" | "confirmSite" | "endTrial"
>;

export function siteHandlers({ store, walls, trial, siteNamed }: Rooms): SiteHandlers {
  const stored = async () => {
    const site = await store.site.get();
    if (site === null) throw new Fault("unavailable", { what: "site" });
    return site;
  };
  return {
    getSite: async () => {
      const { value, version } = await stored();
      return { body: value, version };
    },
    putSite: async ({ body, ifMatch, language }) => {
      refuse(validateSite(body), language);
      const { id } = walls.storedSite;
      // The next start would be refused, for it names this one.
      if (siteNamed && body.id !== id)
        throw new Fault("invalid", {
          field: "id",
          problem: `it is ${body.id}, and the data folder belongs to ${id}`,
        });
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
  };
}
