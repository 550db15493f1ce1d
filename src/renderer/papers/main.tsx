import "../link/no-eval.ts";
import { consoleTexts } from "../i18n/console.ts";
import { paperTexts } from "../i18n/papers.ts";
import { startPage } from "../ui/start.tsx";
import { DayPaper } from "./day-paper.tsx";
import { HandoverDesk } from "./handover-desk.tsx";
import { HandoverPaper } from "./handover-paper.tsx";
import { IncidentPaper } from "./incident-paper.tsx";
import { MonthPaper } from "./month-paper.tsx";
import "./papers.css";

const [, , what = "", id = ""] = location.pathname.split("/");

await startPage(
  "papers",
  paperTexts,
  (me) => {
    if (what === "handover")
      return id === "" ? <HandoverDesk me={me} /> : <HandoverPaper id={decodeURIComponent(id)} />;
    if (what === "incident") return <IncidentPaper me={me} id={decodeURIComponent(id)} />;
    return what === "day" ? <DayPaper /> : <MonthPaper />;
  },
  { console: consoleTexts },
);
