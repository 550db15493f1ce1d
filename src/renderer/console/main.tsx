import "../link/no-eval.ts";
import { consoleTexts } from "../i18n/console.ts";
import { startPage } from "../ui/start.tsx";
import { Console } from "./console.tsx";
import "./console.css";

// Less than this has no room for the desk: what can be done there has a page of its own.
if (matchMedia("(max-width: 50rem)").matches) location.replace("/phone");
else await startPage("console", consoleTexts, (me) => <Console me={me} />);
