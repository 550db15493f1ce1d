import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output, Site } from "../../layouts/site.ts";
import { asApiError, call, useOutputs } from "../link/queries.ts";
import { SeverityMark, StateMark } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import { useNotices } from "../ui/toasts.tsx";
import { PairForm, WaitingScreens } from "./pair-form.tsx";

interface Code {
  readonly url: string;
  readonly expiresAt: string;
}

/** The one-time address of an output, to be typed or copied on the machine that shows it. */
function CodeLine({ name, code, zone }: { name: string; code: Code; zone: string }) {
  const { t } = useTranslation("technician");
  const [copied, setCopied] = useState(false);
  const { time, zone: zoneName } = siteTime(Date.parse(code.expiresAt), zone);
  return (
    <div className="code" role="status">
      <div className="code-line">
        <input
          className="input"
          readOnly
          aria-label={t("output.codeFor", { name })}
          value={code.url}
          onFocus={(event) => event.target.select()}
        />
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard.writeText(code.url).then(() => setCopied(true))}
        >
          {copied ? t("output.copied") : t("output.copy")}
        </button>
      </div>
      <p className="field-hint">{t("output.codeUntil", { time: `${time} ${zoneName}` })}</p>
    </div>
  );
}

interface OutputsProps {
  readonly site: Site;
  readonly mayEdit: boolean;
}

/** Every output: where it is shown, what it shows, whether a page shows it now, and the way to open one. */
export function Outputs({ site, mayEdit }: OutputsProps) {
  const states = useOutputs().data ?? [];
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const [pairing, setPairing] = useState<string | null>(null);
  const [codes, setCodes] = useState<Readonly<Record<string, Code>>>({});

  function place({ placement }: Output): string {
    if (placement.kind === "window") return t("output.window");
    if (placement.kind === "remote") return t("output.remote");
    if (placement.connector !== undefined) return t("output.connector", { connector: placement.connector });
    if (placement.x === undefined || placement.y === undefined) return t("output.anyDisplay");
    return t("output.display", { x: placement.x, y: placement.y });
  }

  async function askCode(id: string) {
    try {
      const { value } = await call("outputCode", { params: { id } });
      setCodes((before) => ({ ...before, [id]: value }));
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    }
  }

  return (
    <section className="side-part" aria-label={t("outputs")}>
      <header className="part-head">
        <h2>{t("outputs")}</h2>
        <span className="dim">{site.outputs.length}</span>
      </header>
      {mayEdit && <WaitingScreens zone={site.zone} />}
      <ul className="outputs">
        {site.outputs.map((output) => {
          const state = states.find(({ outputId }) => outputId === output.id)?.state ?? "absent";
          const shown = site.viewports.filter(({ outputId }) => outputId === output.id);
          const code = codes[output.id];
          return (
            <li key={output.id} className="output" data-output={state}>
              <h3 className="output-name">
                {output.name} <span className="dim">{output.id}</span>
              </h3>
              <p className="state">
                {state === "lost" ? (
                  <SeverityMark severity="high" />
                ) : (
                  <StateMark state={state === "connected" ? "live" : "idle"} />
                )}
                {common(`output.${state}`)}
              </p>
              <p className="dim output-more">
                {t("output.size", { width: output.width, height: output.height })} · {place(output)}
              </p>
              {shown.length === 0 && <p className="trouble">{t("output.noViewport")}</p>}
              {shown.map(({ wallId, canvas, rotation }) => (
                <p key={`${wallId} ${canvas.x},${canvas.y}`} className="dim output-more">
                  {t("output.shows", {
                    wall: site.walls.find(({ id }) => id === wallId)?.name ?? wallId,
                    ...canvas,
                  })}
                  {rotation !== 0 && ` · ${t("output.turned", { rotation })}`}
                </p>
              ))}
              <div className="acts">
                <a className="button small" href={`/wall/${output.id}`} target="_blank" rel="noreferrer">
                  {t("output.open")}
                </a>
                {mayEdit && (
                  <>
                    <button
                      type="button"
                      className="button small"
                      aria-expanded={pairing === output.id}
                      onClick={() => setPairing(output.id)}
                    >
                      {t("output.pair")}
                    </button>
                    <button type="button" className="button small" onClick={() => void askCode(output.id)}>
                      {t("output.code")}
                    </button>
                  </>
                )}
              </div>
              {pairing === output.id && <PairForm outputId={output.id} onDone={() => setPairing(null)} />}
              {code !== undefined && <CodeLine name={output.name} code={code} zone={site.zone} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
