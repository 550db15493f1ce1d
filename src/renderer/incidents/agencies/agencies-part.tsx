import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListedAgency } from "../../../protocol/agency.ts";
import { dialText } from "../../../protocol/dial.ts";
import { useAgencies } from "../../link/incident-queries.ts";
import { asApiError, call, useAskAgain } from "../../link/queries.ts";
import { useKindWord } from "../../ui/kind-word.ts";
import { useNotices } from "../../ui/toasts.tsx";
import { ListAndOne } from "../list-and-one.tsx";
import type { PartProps } from "../part.ts";
import { Sure } from "../sure.tsx";
import { AgencyEditor } from "./agency-editor.tsx";

type Open =
  | { readonly what: "one"; readonly id: string }
  /** `agency` as it was when somebody began to edit it; null: a new one. */
  | { readonly what: "edit"; readonly agency: ListedAgency | null };

/** The site's directory: who is asked to follow up, how they are called, and what they do. */
export function AgenciesPart({ mayEdit }: PartProps) {
  const { t } = useTranslation("incidents");
  const asked = useAgencies();
  const [open, setOpen] = useState<Open | null>(null);
  const agencies = asked.data ?? [];
  const id = open?.what === "one" ? open.id : (open?.agency?.id ?? null);
  const one = agencies.find((agency) => agency.id === id);
  return (
    <ListAndOne
      label={t("agencies.title")}
      asked={asked}
      items={agencies}
      idOf={(agency) => agency.id}
      chosen={id}
      open={open !== null && (open.what === "edit" || one !== undefined)}
      title={open?.what === "edit" && open.agency === null ? t("agencies.new") : (one?.name ?? "")}
      empty={t("agencies.none")}
      emptyNext={t(mayEdit ? "agencies.noneNext" : "viewerOnly")}
      add={mayEdit ? t("agencies.add") : null}
      onAdd={() => setOpen({ what: "edit", agency: null })}
      onChoose={(chosen) => setOpen({ what: "one", id: chosen })}
      onClose={() => setOpen(null)}
      renderLine={(agency) => (
        <span className="listed-text">
          <span className="listed-name">{agency.shortName}</span>
          <span className="dim small">{[agency.name, ...agency.dial.map(dialText)].join(" · ")}</span>
        </span>
      )}
    >
      {open?.what === "edit" && (
        <AgencyEditor
          key={open.agency === null ? "" : `${open.agency.id} ${open.agency.version}`}
          agency={open.agency}
          taken={agencies.map((agency) => agency.id)}
          onSaved={(saved) => setOpen({ what: "one", id: saved })}
          onChangedByOther={() => setOpen(id === null ? null : { what: "one", id })}
          onCancel={() => setOpen(id === null ? null : { what: "one", id })}
        />
      )}
      {open?.what === "one" && one !== undefined && (
        <AgencyDetail
          key={one.id}
          agency={one}
          mayEdit={mayEdit}
          onEdit={() => setOpen({ what: "edit", agency: one })}
          onGone={() => setOpen(null)}
        />
      )}
    </ListAndOne>
  );
}

interface DetailProps {
  readonly agency: ListedAgency;
  readonly mayEdit: boolean;
  readonly onEdit: () => void;
  readonly onGone: () => void;
}

/** One agency: its numbers to call, and its checklists to read. */
function AgencyDetail({ agency, mayEdit, onEdit, onGone }: DetailProps) {
  const { t } = useTranslation("incidents");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const [asking, setAsking] = useState(false);
  const { id, version, dial, kinds, checklists, name } = agency;

  async function remove() {
    try {
      await call("removeAgency", { params: { id }, ifMatch: `"${version}"` });
      notify({ title: t("agencies.removed", { name }) });
      onGone();
    } catch (error) {
      setAsking(false);
      notify({ title: common("failed"), description: asApiError(error).message });
    } finally {
      await askAgain("agencies");
    }
  }

  return (
    <div className="one">
      {dial.length === 0 ? (
        <p className="dim">{t("agencies.noDial")}</p>
      ) : (
        <ul className="dials" aria-label={t("agencies.dial")}>
          {dial.map((uri) => (
            <li key={uri}>
              <a className="button" href={uri}>
                {dialText(uri)}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p>
        <span className="dim">{t("agencies.kinds")}:</span>{" "}
        {kinds.length === 0 ? t("agencies.noKinds") : kinds.map(kindWord).join(", ")}
      </p>
      {checklists.length === 0 && <p className="dim">{t("agencies.noLists")}</p>}
      {checklists.map(({ kinds: some, steps }) => (
        <section key={`${some.join(" ")} ${steps.join(" ")}`} className="checklist">
          <h3 className="part-title">
            {some.length === 0 ? t("agencies.anyKind") : some.map(kindWord).join(", ")}
          </h3>
          <ol className="checklist-steps">
            {steps.map((step, at) => (
              <li key={`${at} ${step}`}>{step}</li>
            ))}
          </ol>
        </section>
      ))}
      {mayEdit && !asking && (
        <div className="acts">
          <button type="button" className="button strong" onClick={onEdit}>
            {t("edit")}
          </button>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {t("remove")}
          </button>
        </div>
      )}
      {!mayEdit && <p className="dim small">{t("viewerOnly")}</p>}
      {asking && (
        <Sure
          question={t("agencies.removeAsk", { name })}
          act={t("remove")}
          onSure={() => void remove()}
          onNot={() => setAsking(false)}
        />
      )}
    </div>
  );
}
