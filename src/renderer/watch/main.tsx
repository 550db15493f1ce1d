import "../link/no-eval.ts";
import { wallTexts } from "../i18n/wall.ts";
import { watchTexts } from "../i18n/watch.ts";
import { startPage } from "../ui/start.tsx";
import { Watch } from "./watch.tsx";
import "../tiles/tiles.css";
import "./watch.css";

await startPage("watch", watchTexts, (me) => <Watch me={me} />, { wall: wallTexts });
