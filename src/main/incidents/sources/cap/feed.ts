import { all, find, textAt, type Xml } from "../../../base/xml.ts";

/** One thing that a feed names. */
export interface FeedEntry {
  /** The alert itself, where the feed carries it. */
  readonly alert: Xml | null;
  /** Where the alert is; null where it is nowhere else. */
  readonly url: string | null;
  /** Another where the entry is another: its name and when it was changed. */
  readonly mark: string;
}

/**
 * The entries of a feed, from `url`: Atom (RFC 4287), RSS 2.0 (https://www.rssboard.org/rss-specification), or one alert
 * by itself; null where it is none of these. Addresses are whole.
 */
export function entriesOf(root: Xml, url: string): FeedEntry[] | null {
  if (root.name === "alert") return [{ alert: root, url: null, mark: "" }];
  if (root.name === "feed") return all(root, "entry").map((entry) => fromAtom(entry, url));
  if (root.name !== "rss" && root.name !== "RDF") return null;
  const items = [...all(find(root, "channel"), "item"), ...all(root, "item")];
  return items.map((item) => fromRss(item, url));
}

function fromAtom(entry: Xml, base: string): FeedEntry {
  const links = all(entry, "link");
  const rank = (link: Xml) => {
    const type = link.attributes.get("type") ?? "";
    if (type.startsWith("application/cap+xml")) return 0;
    if ((link.attributes.get("rel") ?? "alternate") !== "alternate") return 3;
    return type.includes("xml") || type === "" ? 1 : 2;
  };
  const [best] = links.toSorted((a, b) => rank(a) - rank(b));
  const href = best?.attributes.get("href") ?? textAt(entry, "id");
  return {
    alert: find(entry, "content", "alert"),
    url: whole(href, base),
    mark: [textAt(entry, "id"), textAt(entry, "updated")].join(" "),
  };
}

function fromRss(item: Xml, base: string): FeedEntry {
  const guid = textAt(item, "guid");
  return {
    alert: find(item, "alert"),
    url: whole(textAt(item, "link") ?? guid, base),
    mark: [guid, textAt(item, "pubDate") ?? textAt(item, "date")].join(" "),
  };
}

function whole(href: string | null, base: string): string | null {
  const url = href === null ? null : URL.parse(href, base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
