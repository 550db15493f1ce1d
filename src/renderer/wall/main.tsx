import "../ui/tokens.css";
import "../tiles/tiles.css";
import "./wall.css";
import { createRoot } from "react-dom/client";
import { startTexts } from "../i18n/index.ts";
import { wallTexts } from "../i18n/wall.ts";
import { canShowFeeds } from "../tiles/track-generator.ts";
import { keepAwake } from "./awake.ts";
import { Failed } from "./failed.tsx";
import { OutputPage } from "./output-page.ts";
import { PageSlate } from "./page-slate.tsx";
import { Wall } from "./wall.tsx";
import { wallStats } from "./wall-stats.ts";
import { i18n } from "../i18n/index.ts";

await startTexts("wall", wallTexts);

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
} else {
  const ids = decodeURIComponent(location.pathname.split("/").at(2) ?? "")
    .split(",")
    .filter((id) => id !== "");
  const page = new OutputPage(location.href, ids);
  window.wallStats = (outputId) => wallStats(page, outputId);
  keepAwake();
  document.title = ids.join(", ");
  root.render(
    <Failed>
      <Wall page={page} />
    </Failed>,
  );
}
