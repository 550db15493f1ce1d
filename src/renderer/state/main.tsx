import "../link/no-eval.ts";
import { stateTexts } from "../i18n/state.ts";
import { startPage } from "../ui/start.tsx";
import { StatePage } from "./state.tsx";
import "./state.css";

await startPage("state", stateTexts, (me) => <StatePage me={me} />);
