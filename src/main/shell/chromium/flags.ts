import type { WindowPlan } from "../window-plan.ts";

export interface FlagValues {
  readonly plan: Pick<WindowPlan, "kind" | "rect">;
  /** The page's first address. */
  readonly url: string;
  /** Folder of this window's profile. */
  readonly profile: string;
  /** Base64 SHA-256 of the public key that the core's certificate carries; null over plain HTTP. */
  readonly spki: string | null;
  /** Chromium's sandbox refuses to work for root. */
  readonly root: boolean;
  /** Without one, Chromium's own rasteriser needs half of what Mesa's OpenGL on the processor does. */
  readonly gpu: boolean;
}

/** A browser that asks nothing, offers nothing and fetches nothing of its own. */
const silent = [
  "--no-first-run",
  "--no-default-browser-check",
  "--noerrdialogs",
  "--disable-session-crashed-bubble",
  "--hide-crash-restore-bubble",
  "--disable-breakpad",
  "--disable-crash-reporter",
  "--disable-component-update",
  "--disable-background-networking",
  "--disable-domain-reliability",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--disable-quic",
  "--disable-search-engine-choice-screen",
  "--password-store=basic",
  "--use-mock-keychain",
  "--lang=id",
];

/** A page that is watched all day and never touched: nothing slows it down when it is covered, nothing is swiped away. */
const watched = [
  "--autoplay-policy=no-user-gesture-required",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--disable-features=Translate,MediaRouter,CalculateNativeWinOcclusion,OptimizationHints,GlobalMediaControls",
  "--disable-pinch",
  "--overscroll-history-navigation=0",
];

/** What a profile may keep on disk, in bytes; the profile is thrown away with its window. */
const CACHE_BYTES = 32 * 1024 * 1024;

/** The command line of one window. */
export function chromiumFlags({ plan, url, profile, spki, root, gpu }: FlagValues): string[] {
  const { x, y, width, height } = plan.rect;
  return [
    ...[`--app=${url}`, `--user-data-dir=${profile}`],
    ...[`--window-position=${x},${y}`, `--window-size=${width},${height}`],
    // One pixel of the page is one of the display: a wall's seams depend on it.
    ...(plan.kind === "kiosk" ? ["--kiosk", "--force-device-scale-factor=1"] : []),
    ...silent,
    ...watched,
    // A line to this process alone; it says when the page dies.
    "--remote-debugging-pipe",
    ...[`--disk-cache-size=${CACHE_BYTES}`, `--media-cache-size=${CACHE_BYTES}`],
    ...(spki === null ? [] : [`--ignore-certificate-errors-spki-list=${spki}`]),
    ...(root ? ["--no-sandbox"] : []),
    // The bar that warns of the two flags above would cover the picture.
    ...(root || spki !== null ? ["--test-type"] : []),
    ...(gpu ? [] : ["--disable-gpu"]),
  ];
}
