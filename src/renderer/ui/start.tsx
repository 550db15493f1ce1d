import "./base.css";
import "./marks.css";
import "./controls.css";
import "./plan.css";
import "./surfaces.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Language } from "../../protocol/session.ts";
import type { PageTexts, Texts } from "../i18n/bilingual.ts";
import { i18n, type OwnTexts, startTexts } from "../i18n/index.ts";
import { createQueries } from "../link/queries.ts";
import { Gate, type Present } from "./gate.tsx";
import { KeysShown } from "./keys.tsx";
import { ToastGround } from "./toasts.tsx";

/**
 * Starts a page of the desk: its texts, whose key `title` names the window, the door, and behind it what `page` draws
 * for whoever was let in. `more`: texts of others whose parts it shows. `first`: what it draws where nobody has an account
 * yet; the first password is asked for where it is left out.
 */
export async function startPage<Name extends Exclude<keyof PageTexts, "common">>(
  name: Name,
  texts: Readonly<Record<Language, Texts & { readonly title: string }>>,
  page: (me: Present) => ReactNode,
  more: OwnTexts = {},
  first?: ReactNode,
): Promise<void> {
  await startTexts({ [name]: texts, ...more });
  function nameWindow(language: string) {
    document.title = texts[language === "en" ? "en" : "id"].title;
  }
  i18n.on("languageChanged", nameWindow);
  nameWindow(i18n.language);
  const ground = document.getElementById("root");
  if (ground === null) throw new Error("the page has no root");
  createRoot(ground).render(
    <StrictMode>
      <QueryClientProvider client={createQueries()}>
        <KeysShown>
          <ToastGround>
            <Gate first={first}>{page}</Gate>
          </ToastGround>
        </KeysShown>
      </QueryClientProvider>
    </StrictMode>,
  );
}
