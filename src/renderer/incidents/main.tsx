import "../link/no-eval.ts";
import { incidentPageTexts } from "../i18n/incidents.ts";
import { startPage } from "../ui/start.tsx";
import { IncidentPages } from "./pages.tsx";
import "./incidents.css";

await startPage("incidents", incidentPageTexts, (me) => <IncidentPages me={me} />);
