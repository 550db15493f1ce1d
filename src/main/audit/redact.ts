/**
 * Fields whose values never stand in the audit trail, wherever they lie in what was sent: secrets, what opens a door, what
 * may hold one (headers, lists that are imported), and who reported something. Names are compared in lower case.
 */
export const NEVER_WRITTEN: ReadonlySet<string> = new Set([
  ...[
    "password",
    "newpassword",
    "pin",
    "passphrase",
    "secret",
    "secrets",
    "token",
    "tokens",
    "authorization",
  ],
  ...["credentials", "cookie", "code", "key", "apikey", "headers", "username", "user", "query", "sample"],
  ...["reporter", "text", "description", "note", "notes"],
]);

/** Characters of one entry's detail; what is longer is told by the names of its fields. */
const MOST = 2000;
const MOST_TEXT = 200;
const MOST_ITEMS = 20;

/** `value` without what is never written, as JSON of a bounded length; "{}" where nothing was sent. */
export function detailOf(value: unknown): string {
  if (value === undefined || value === null || typeof value !== "object") return "{}";
  const text = JSON.stringify(redacted(value, 0));
  if (text.length <= MOST) return text;
  const names = Object.keys(value).slice(0, MOST_ITEMS * 2);
  return JSON.stringify({ fields: names.map((name) => cut(name)) });
}

function redacted(value: unknown, depth: number): unknown {
  if (typeof value === "string") return cut(withoutLogin(value));
  if (typeof value !== "object" || value === null) return value;
  if (depth > 6) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item: unknown) => redacted(item, depth + 1));
    return value.length > MOST_ITEMS ? [...items, `… ${value.length}`] : items;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      NEVER_WRITTEN.has(name.toLowerCase()) ? "…" : redacted(item, depth + 1),
    ]),
  );
}

/** An address without the login, the query and the fragment that may stand in it. */
function withoutLogin(text: string): string {
  if (!/[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s]*@/gi, "$1…@")
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^?#\s]*)[?#]\S*/gi, "$1?…");
}

function cut(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
