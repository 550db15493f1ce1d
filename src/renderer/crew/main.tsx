import "../link/no-eval.ts";
import "../ui/base.css";
import "../ui/marks.css";
import "../ui/controls.css";
import "./crew.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { crewTexts } from "../i18n/crew.ts";
import { startTexts } from "../i18n/index.ts";
import { Crew } from "./crew.tsx";

await startTexts({ crew: crewTexts });
document.title = crewTexts[document.documentElement.lang === "en" ? "en" : "id"].title;
const ground = document.getElementById("root");
if (ground === null) throw new Error("the page has no root");
createRoot(ground).render(
  <StrictMode>
    <Crew token={location.pathname.split("/")[2] ?? ""} />
  </StrictMode>,
);
