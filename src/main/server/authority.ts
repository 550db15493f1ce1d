import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { BlockList, isIP } from "node:net";
import { z } from "zod";
import type { Store } from "../store/store.ts";

/**
 * Whoever trusts it trusts the certificates that this Dinding makes for itself, and for nothing that lies outside of the
 * machine's own network: its name constraints (RFC 5280, 4.2.1.10) say so.
 */
export interface Authority {
  /** PEM. */
  readonly cert: string;
  /** PKCS #8, PEM. */
  readonly key: string;
  /** What it may sign for besides the names and addresses of any private network. */
  readonly names: readonly string[];
}

const storedSchema = z.object({ cert: z.string(), key: z.string(), names: z.array(z.string()) });
const SETTING = "authority";

const DAY_MS = 86_400_000;
const DAYS = 3650;
/** It is made anew where it would end before a certificate that it signs now. */
const LEAST_DAYS = 830;

/** Names that it may sign for whatever they are: of this network, and of no other. */
const ZONES = ["local", "localhost"];
/** Private, link-local and loopback ranges (RFC 1918, 3927, 4193, 4291): address and bits of the mask. */
const RANGES: readonly (readonly [string, number])[] = [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  ["127.0.0.0", 8],
  ["fc00::", 7],
  ["fe80::", 10],
  ["::1", 128],
];

const inside = new BlockList();
for (const [address, bits] of RANGES) inside.addSubnet(address, bits, isIP(address) === 6 ? "ipv6" : "ipv4");

/** Whether every authority may sign for `name`, so that it need not be named in it. */
function isOfNetwork(name: string): boolean {
  const version = isIP(name);
  if (version !== 0) return inside.check(name, version === 6 ? "ipv6" : "ipv4");
  return ZONES.some((zone) => name === zone || name.endsWith(`.${zone}`));
}

/** Whether a certificate for `name` would be believed; one that holds a name beyond it is believed for none. */
export function maySign({ names }: Authority, name: string): boolean {
  return isOfNetwork(name) || names.includes(name);
}

/**
 * The authority of this data folder, kept sealed in its store, so that a backup brings it along and nobody need trust
 * another. Made anew, good for ten years, where there is none, or none for now and the certificates that it signs now.
 * A new one may sign for `names`; another address or name of the machine makes none, since everybody would have to trust
 * it anew. `now`: milliseconds since 1970.
 */
export async function ensureAuthority(
  settings: Pick<Store["settings"], "getSecret" | "putSecret">,
  names: readonly string[],
  now: number,
): Promise<Authority> {
  const text = await settings.getSecret(SETTING);
  const stored = text === null ? null : storedSchema.parse(JSON.parse(text));
  if (stored !== null && isGood(stored, now)) return stored;
  const own = names.filter((name) => !isOfNetwork(name));
  const made = { ...(await make(own, now)), names: own };
  await settings.putSecret(SETTING, JSON.stringify(made));
  return made;
}

function isGood({ cert }: Authority, now: number): boolean {
  const { validFromDate, validToDate } = new X509Certificate(cert);
  return validFromDate.getTime() <= now && validToDate.getTime() - now > LEAST_DAYS * DAY_MS;
}

const KEYS = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNED = { name: "ECDSA", hash: "SHA-256" } as const;

/** The libraries that write certificates: needed once in years, and slow to load. */
async function writer() {
  const [x509, { AsnConvert }, asn1] = await Promise.all([
    import("@peculiar/x509"),
    import("@peculiar/asn1-schema"),
    import("@peculiar/asn1-x509"),
  ]);
  return { x509, AsnConvert, asn1 };
}

async function make(own: readonly string[], now: number): Promise<Omit<Authority, "names">> {
  const { x509, AsnConvert, asn1 } = await writer();
  const { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } = asn1;
  const dns = (dNSName: string) => new GeneralSubtree({ base: new GeneralName({ dNSName }) });
  const range = (address: string, bits: number) =>
    new GeneralSubtree({ base: new GeneralName({ iPAddress: `${address}/${bits}` }) });
  const permittedSubtrees = new GeneralSubtrees([
    ...[...ZONES, ...own.filter((name) => isIP(name) === 0)].map(dns),
    ...RANGES.map(([address, bits]) => range(address, bits)),
    ...own.filter((name) => isIP(name) !== 0).map((name) => range(name, isIP(name) === 6 ? 128 : 32)),
  ]);
  const keys = await crypto.subtle.generateKey(KEYS, true, ["sign", "verify"]);
  const constraints = AsnConvert.serialize(new NameConstraints({ permittedSubtrees }));
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Dinding, O=Dinding",
    keys,
    signingAlgorithm: SIGNED,
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + DAYS * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      new x509.Extension(asn1.id_ce_nameConstraints, true, constraints),
    ],
  });
  return { cert: made.toString("pem"), key: await pemOf(keys.privateKey) };
}

/**
 * A certificate of a server for `names`, host names and addresses, that `authority` signed: EC P-256, good for `days`
 * from `now`, milliseconds since 1970. `cert` has the authority's behind its own, as a server sends them. `kept`: the key
 * of the one before, PEM, which stays where it is of that kind.
 */
export async function signServer(
  authority: Authority,
  names: readonly string[],
  days: number,
  now: number,
  kept: string | null = null,
): Promise<{ cert: string; key: string }> {
  const { x509 } = await writer();
  const issuer = new x509.X509Certificate(authority.cert);
  const signingKey = await crypto.subtle.importKey(
    "pkcs8",
    x509.PemConverter.decodeFirst(authority.key),
    KEYS,
    false,
    ["sign"],
  );
  const { publicKey, pem } = kept !== null && isOfKind(kept) ? await keysOf(kept) : await newKeys();
  const signed = await x509.X509CertificateGenerator.create({
    subject: "CN=Dinding",
    issuer: issuer.subject,
    publicKey,
    signingKey,
    signingAlgorithm: SIGNED,
    // A clock that was set back a little since must not make it invalid.
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + days * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value })),
      ),
    ],
  });
  return { cert: `${signed.toString("pem")}\n${authority.cert}\n`, key: pem };
}

interface ServerKeys {
  readonly publicKey: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
  /** The private one. */
  readonly pem: string;
}

async function newKeys(): Promise<ServerKeys> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(KEYS, true, ["sign", "verify"]);
  return { publicKey, pem: await pemOf(privateKey) };
}

/** Whether a private key, PEM, is of the kind that is made here. */
function isOfKind(pem: string): boolean {
  return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === "prime256v1";
}

async function keysOf(pem: string): Promise<ServerKeys> {
  const spki = createPublicKey(pem).export({ type: "spki", format: "der" });
  return { publicKey: await crypto.subtle.importKey("spki", spki, KEYS, true, ["verify"]), pem };
}

async function pemOf(key: Parameters<typeof crypto.subtle.exportKey>[1]): Promise<string> {
  const { x509 } = await writer();
  return `${x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")}\n`;
}
