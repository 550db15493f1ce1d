import "../link/no-eval.ts";
import { historyTexts } from "../i18n/history.ts";
import { startPage } from "../ui/start.tsx";
import { History } from "./history.tsx";
import "./history.css";

await startPage("history", historyTexts, (me) => <History me={me} />);
