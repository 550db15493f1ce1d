import "../link/no-eval.ts";
import "../ui/base.css";
import "../ui/controls.css";
import "./trust.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startTexts } from "../i18n/index.ts";
import { trustTexts } from "../i18n/trust.ts";
import { createQueries } from "../link/queries.ts";
import { Trust } from "./trust.tsx";

await startTexts({ trust: trustTexts });
document.title = trustTexts[document.documentElement.lang === "en" ? "en" : "id"].title;
const ground = document.getElementById("root");
if (ground === null) throw new Error("the page has no root");
createRoot(ground).render(
  <StrictMode>
    <QueryClientProvider client={createQueries()}>
      <Trust />
    </QueryClientProvider>
  </StrictMode>,
);
