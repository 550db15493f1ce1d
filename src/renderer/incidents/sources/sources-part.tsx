import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AdapterKind, IncidentSource } from "../../../protocol/incident-source.ts";
import { useIncidentSources } from "../../link/incident-queries.ts";
import { asApiError, call } from "../../link/queries.ts";
import { useNotices } from "../../ui/toasts.tsx";
import { ListAndOne } from "../list-and-one.tsx";
import type { PartProps } from "../part.ts";
import { SourceDetail } from "./source-detail.tsx";
import { SourceEditor } from "./source-editor.tsx";
import { SourceLine, SourceMark } from "./source-state.tsx";

/** From what a person does to what a machine says. */
const kinds: readonly AdapterKind[] = ["webhook", "cap", "bmkg", "open311", "geojson", "json", "mqtt", "csv"];

type Open =
  | { readonly what: "one"; readonly id: string }
  | { readonly what: "choose" }
  | { readonly what: "new"; readonly kind: AdapterKind }
  | { readonly what: "edit"; readonly source: IncidentSource; readonly etag: string | null };

/** Where incidents come from by themselves: what there is, how it is doing, and one more. */
export function SourcesPart({ zone, mayEdit }: PartProps) {
  const { t } = useTranslation("incidents");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const asked = useIncidentSources();
  const [open, setOpen] = useState<Open | null>(null);
  const [made, setMade] = useState<{ readonly id: string; readonly secret: string } | null>(null);
  const sources = asked.data ?? [];
  const id = open?.what === "one" ? open.id : open?.what === "edit" ? open.source.id : null;
  const one = sources.find((source) => source.id === id);

  async function edit(source: IncidentSource) {
    try {
      const { value, etag } = await call("getIncidentSource", { params: { id: source.id } });
      setOpen({ what: "edit", source: value, etag });
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    }
  }

  const titles = { choose: t("sources.choose"), edit: t("edit") } as const;
  const title =
    open?.what === "new"
      ? t("sources.newOf", { kind: t(`sources.kind.${open.kind}`) })
      : open?.what === "edit"
        ? open.source.name
        : open?.what === "choose"
          ? titles.choose
          : (one?.name ?? "");
  return (
    <ListAndOne
      label={t("sources.title")}
      asked={asked}
      items={sources}
      idOf={(source) => source.id}
      chosen={id}
      open={open !== null && (open.what !== "one" || one !== undefined)}
      title={title}
      empty={t("sources.none")}
      emptyNext={t(mayEdit ? "sources.noneNext" : "viewerOnly")}
      add={mayEdit ? t("sources.add") : null}
      onAdd={() => setOpen({ what: "choose" })}
      onChoose={(chosen) => setOpen({ what: "one", id: chosen })}
      onClose={() => setOpen(null)}
      renderLine={(source) => (
        <>
          <SourceMark source={source} />
          <span className="listed-text">
            <span className="listed-name">{source.name}</span>
            <span className="dim small">
              {t(`sources.kind.${source.adapter.kind}`)} · <SourceLine source={source} zone={zone} />
            </span>
          </span>
        </>
      )}
    >
      {open?.what === "choose" && (
        <ul className="kind-choice">
          {kinds.map((kind) => (
            <li key={kind}>
              <button type="button" className="kind-card" onClick={() => setOpen({ what: "new", kind })}>
                <strong>{t(`sources.kind.${kind}`)}</strong>
                <span className="dim small">{t(`sources.kindMore.${kind}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {(open?.what === "new" || open?.what === "edit") && (
        <SourceEditor
          key={open.what === "new" ? open.kind : `${open.source.id} ${open.etag}`}
          editing={open}
          zone={zone}
          onSaved={(saved, secret) => {
            setMade(secret === null ? null : { id: saved, secret });
            setOpen({ what: "one", id: saved });
          }}
          onChangedByOther={() => {
            if (open.what === "edit") void edit(open.source);
          }}
          onCancel={() =>
            setOpen(open.what === "edit" ? { what: "one", id: open.source.id } : { what: "choose" })
          }
        />
      )}
      {open?.what === "one" && one !== undefined && (
        <SourceDetail
          key={one.id}
          source={one}
          zone={zone}
          mayEdit={mayEdit}
          secret={made?.id === one.id ? made.secret : null}
          onSecret={(secret) => setMade({ id: one.id, secret })}
          onEdit={() => void edit(one)}
          onGone={() => setOpen(null)}
        />
      )}
    </ListAndOne>
  );
}
