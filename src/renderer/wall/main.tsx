import "../link/no-eval.ts";
import "../ui/tokens.css";
import "../ui/marks.css";
import "../tiles/tiles.css";
import "./wall.css";
import { createRoot } from "react-dom/client";
import { i18n, startTexts } from "../i18n/index.ts";
import { wallTexts } from "../i18n/wall.ts";
import { findAbilities } from "../tiles/abilities.ts";
import { canShowFeeds } from "../tiles/track-generator.ts";
import { keepAwake } from "./awake.ts";
import { Failed } from "./failed.tsx";
import { OutputPage } from "./output-page.ts";
import { PageSlate } from "./page-slate.tsx";
import { PairingSlate } from "./pairing-slate.tsx";
import { Wall } from "./wall.tsx";
import { wallStats } from "./wall-stats.ts";

/** A wall in another type is better than none. */
const FONT_MS = 2000;

await Promise.all([
  startTexts({ wall: wallTexts }),
  // Texts are measured when they are first drawn.
  Promise.race([loadFonts(), new Promise((resolve) => setTimeout(resolve, FONT_MS))]),
]);

const ground = document.getElementById("root");
if (ground === null) throw new Error("the page has no root");
const root = createRoot(ground);

if (!canShowFeeds()) {
  root.render(
    <PageSlate
      title={i18n.t("slate.browser", { ns: "wall" })}
      help={i18n.t("slate.browserHelp", { ns: "wall" })}
    />,
  );
} else if (location.pathname === "/pair") {
  document.title = i18n.t("slate.pair", { ns: "wall" });
  keepAwake();
  root.render(<PairingSlate outputs={null} />);
} else {
  const ids = decodeURIComponent(location.pathname.split("/").at(2) ?? "")
    .split(",")
    .filter((id) => id !== "");
  const page = new OutputPage(location.href, ids, await findAbilities());
  window.wallStats = (outputId) => wallStats(page, outputId);
  keepAwake();
  document.title = ids.join(", ");
  root.render(
    <Failed>
      <Wall page={page} />
    </Failed>,
  );
}

async function loadFonts(): Promise<void> {
  try {
    await Promise.all(["400", "600"].map((weight) => document.fonts.load(`${weight} 16px "IBM Plex Sans"`)));
  } catch (error) {
    console.warn("the wall's type could not be loaded", error);
  }
}
