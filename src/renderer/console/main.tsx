import "../link/no-eval.ts";
import { consoleTexts } from "../i18n/console.ts";
import { startPage } from "../ui/start.tsx";
import { Console } from "./console.tsx";
import "./console.css";

await startPage("console", consoleTexts, (me) => <Console me={me} />);
