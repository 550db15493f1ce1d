import "../ui/base.css";
import "../ui/controls.css";
import "./console.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { consoleTexts } from "../i18n/console.ts";
import { i18n, startTexts } from "../i18n/index.ts";
import { createQueries } from "../link/queries.ts";
import { Gate } from "../ui/gate.tsx";
import { KeysShown } from "../ui/keys.tsx";
import { ToastGround } from "../ui/toasts.tsx";
import { Console } from "./console.tsx";

await startTexts("console", consoleTexts);
const name = () => {
  document.title = i18n.t("title", { ns: "console" });
};
i18n.on("languageChanged", name);
name();

const ground = document.getElementById("root");
if (ground === null) throw new Error("the page has no root");
createRoot(ground).render(
  <StrictMode>
    <QueryClientProvider client={createQueries()}>
      <KeysShown>
        <ToastGround>
          <Gate>{(me) => <Console me={me} />}</Gate>
        </ToastGround>
      </KeysShown>
    </QueryClientProvider>
  </StrictMode>,
);
