import "../link/no-eval.ts";
import { consoleTexts } from "../i18n/console.ts";
import { setupTexts } from "../i18n/setup.ts";
import { technicianTexts } from "../i18n/technician.ts";
import { startPage } from "../ui/start.tsx";
import { Setup } from "./setup.tsx";
import "../console/console.css";
import "./setup.css";

const more = { console: consoleTexts, technician: technicianTexts };
await startPage("setup", setupTexts, (me) => <Setup me={me} />, more, <Setup me={null} />);
