import type { Handlers } from "../api.ts";
import { matching } from "../match.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type RuleHandlers = Pick<
  Handlers,
  | "listRules"
  | "addRule"
  | "getRule"
  | "putRule"
  | "removeRule"
  | "tryRule"
  | "listRaises"
  | "endRaise"
  | "listAlerts"
  | "alertFigures"
  | "listShelves"
  | "addShelf"
  | "removeShelf"
>;

/** Rules, what they have on the walls, and whom they ask for. */
export function ruleHandlers({ rules }: Rooms): RuleHandlers {
  const { book, raises, alerts, shelves } = rules;
  const version = async (id: string) => (await book.get(id)).version;
  return {
    listRules: () => ({ body: [...book.list()] }),
    addRule: async ({ body }) => {
      const { value, version: first } = await book.add(body);
      return { body: value, version: first, location: `/api/rules/${value.id}` };
    },
    getRule: async ({ id }) => {
      const found = await book.get(id);
      return { body: found.value, version: found.version };
    },
    putRule: async ({ id, body, ifMatch }) => {
      const put = await matching(
        ifMatch,
        "rule",
        () => version(id),
        (expected) => book.put(id, body, expected),
      );
      return { body: put.value, version: put.version };
    },
    removeRule: async ({ id, ifMatch }) => {
      await matching(
        ifMatch,
        "rule",
        () => version(id),
        (expected) => book.remove(id, expected),
      );
      return { body: null };
    },
    tryRule: async ({ body }) => ({ body: await rules.tryOut(body.rule, body.from, body.until) }),
    listRaises: () => ({ body: raises.list() }),
    endRaise: async (request) => {
      await raises.end(request.id, callerName(request));
      return { body: null };
    },
    listAlerts: async (request) => ({ body: await alerts.of(callerName(request)) }),
    alertFigures: async ({ query }) => ({ body: await alerts.figures(query.hours) }),
    listShelves: () => ({ body: shelves.list() }),
    addShelf: async (request) => {
      const shelf = await shelves.add(request.body, callerName(request));
      return { body: shelf, location: `/api/shelves/${shelf.id}` };
    },
    removeShelf: async ({ id }) => {
      await shelves.remove(id);
      return { body: null };
    },
  };
}
