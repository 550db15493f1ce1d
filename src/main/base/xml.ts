import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An element by its local name: prefixes are each sender's own choice. */
export interface Xml {
  readonly name: string;
  /** "" where it has none. */
  readonly namespace: string;
  /** By local name; declarations of namespaces are not among them. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Xml[];
  /** Its own text, trimmed. */
  readonly text: string;
}

/** What ONVIF answers and alerts never reach; beyond it somebody means harm. */
const MOST_NESTED = 64;
/** Tags and attributes together: an encoder with 64 channels needs some 25,000 for its profiles. */
const MOST_MARKS = 60_000;

export interface XmlLimits {
  /** Tags and attributes together; 60,000 unless told. */
  readonly mostMarks?: number;
  /** Whether a document that is cut off counts as none; otherwise what there is of it is read. */
  readonly whole?: boolean;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  // A serial number is a text, also where it looks like a number.
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MOST_NESTED,
  // Numeric references are among these.
  htmlEntities: true,
});

/**
 * The root element of `text`, or null where it is no XML. A document type is refused, as SOAP 1.2 asks (part 1, 5),
 * so that nothing is expanded or fetched.
 */
export function parseXml(
  text: string,
  { mostMarks = MOST_MARKS, whole = false }: XmlLimits = {},
): Xml | null {
  if (/<!DOCTYPE/i.test(text) || hasTooMuch(text, mostMarks)) return null;
  if (whole && XMLValidator.validate(text) !== true) return null;
  let tree: unknown;
  try {
    tree = parser.parse(text);
  } catch {
    // The parser's only way to say that this is no XML.
    return null;
  }
  const roots = Array.isArray(tree) ? tree.flatMap((node) => elementOf(node, null) ?? []) : [];
  return roots.length === 1 ? (roots[0] ?? null) : null;
}

function hasTooMuch(text: string, most: number): boolean {
  const mark = /[<=]/g;
  let count = 0;
  while (count <= most && mark.test(text)) count += 1;
  return count > most;
}

/**
 * What an element declares, prefixes ("" is the default namespace) and what they stand for, and the next one around it
 * that declares anything: copied for each element, many declarations and many elements would cost their product.
 */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly outer: Scope | null;
}

function namespaceOf(prefix: string, inner: Scope | null): string {
  for (let scope = inner; scope !== null; scope = scope.outer) {
    const found = scope.declared.get(prefix);
    if (found !== undefined) return found;
  }
  return "";
}

/** A node as the parser orders it: one key for the name, its children below; `:@` for the attributes. */
function elementOf(node: unknown, outer: Scope | null): Xml | null {
  if (node === null || typeof node !== "object") return null;
  let name: string | null = null;
  let inside: unknown[] = [];
  const attributes = new Map<string, string>();
  const declared = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    if (key === ":@") {
      for (const [attribute, given] of entriesOf(value)) {
        const [prefix, local] = split(attribute);
        if (prefix === "xmlns") declared.set(local, given);
        else if (attribute === "xmlns") declared.set("", given);
        else attributes.set(local, given);
      }
    } else if (key !== "#text" && Array.isArray(value)) {
      name = key;
      inside = value;
    }
  }
  if (name === null) return null;
  const scope = declared.size === 0 ? outer : { declared, outer };
  const [prefix, local] = split(name);
  const texts = inside.map((child) =>
    child !== null && typeof child === "object" && "#text" in child ? String(child["#text"]) : "",
  );
  return {
    ...{ name: local, namespace: namespaceOf(prefix, scope), attributes },
    children: inside.flatMap((child) => elementOf(child, scope) ?? []),
    text: texts.join("").trim(),
  };
}

function entriesOf(value: unknown): [string, string][] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).map(([name, given]) => [name, String(given)]);
}

/** Prefix and local name. */
function split(name: string): [string, string] {
  const colon = name.indexOf(":");
  return colon === -1 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** The children of `node` that are called `name`. */
export function all(node: Xml | null, name: string): readonly Xml[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** The first element down `path`, or null. */
export function find(node: Xml | null, ...path: string[]): Xml | null {
  let here = node;
  for (const name of path) here = all(here, name)[0] ?? null;
  return here;
}

/** The text of the element down `path`; null where it is missing or empty. */
export function textAt(node: Xml | null, ...path: string[]): string | null {
  return find(node, ...path)?.text || null;
}

/** The same as a number; null where it is none. */
export function numberAt(node: Xml | null, ...path: string[]): number | null {
  const text = textAt(node, ...path);
  const value = Number(text);
  return text === null || !Number.isFinite(value) ? null : value;
}

/** `text` as it may stand in an element or a quoted attribute; characters that XML 1.0 lacks are left out. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
