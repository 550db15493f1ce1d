import "../link/no-eval.ts";
import { consoleTexts } from "../i18n/console.ts";
import { phoneTexts } from "../i18n/phone.ts";
import { startPage } from "../ui/start.tsx";
import { Phone } from "./phone.tsx";
import "../taking/taking.css";
import "./phone.css";

await startPage("phone", phoneTexts, (me) => <Phone me={me} />, { console: consoleTexts });
