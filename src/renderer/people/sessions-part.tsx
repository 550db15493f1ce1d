import { useTranslation } from "react-i18next";
import type { SignedInFace } from "../../protocol/account.ts";
import { useSessions } from "../link/people-queries.ts";
import { call } from "../link/queries.ts";
import { FormTrouble } from "../ui/field.tsx";
import { useNotices } from "../ui/toasts.tsx";
import type { PartProps } from "./part.ts";
import { useAct } from "./use-act.ts";
import { useMoment } from "./use-moment.ts";

/** Who is signed in, and where: one's own sessions, and for an admin everybody's. */
export function SessionsPart({ site }: PartProps) {
  const { t } = useTranslation("people");
  const { t: common } = useTranslation();
  const sessions = useSessions();
  const notify = useNotices();
  const moment = useMoment(site.zone);
  const { run, busy, trouble } = useAct("sessions", "me");
  if (sessions.data === undefined)
    return (
      <p role="status">{sessions.isError ? `${t("failed")} ${sessions.error.message}` : t("loading")}</p>
    );
  const marks = (session: SignedInFace) => [
    ...(session.current ? [t("sessions.here")] : []),
    ...(session.locked ? [t("sessions.locked")] : []),
    ...(session.outputIds === null ? [] : [t("sessions.page")]),
  ];
  const end = (id: string) =>
    run(async () => {
      await call("endSession", { params: { id } });
      notify({ title: t("sessions.ended") });
    });
  return (
    <section aria-label={t("part.sessions")}>
      <p className="dim">{t("sessions.intro")}</p>
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <div className="people-scroll">
        <table className="people-table">
          <thead>
            <tr>
              <th scope="col">{t("sessions.who")}</th>
              <th scope="col">{t("sessions.where")}</th>
              <th scope="col">{t("sessions.since")}</th>
              <th scope="col">{t("sessions.used")}</th>
              <th scope="col">
                <span className="hidden-label">{t("sessions.end")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.data.map((session) => (
              <tr key={session.id}>
                <th scope="row">
                  {session.name}
                  <span className="dim"> · {common(`role.${session.role}`)}</span>
                  {marks(session).map((mark) => (
                    <span key={mark} className="badge">
                      {mark}
                    </span>
                  ))}
                </th>
                <td>
                  {[session.browser, session.address].filter((word) => word !== null).join(" · ") ||
                    t("sessions.unknown")}
                </td>
                <td className="people-time">{moment(session.signedInAt)}</td>
                <td className="people-time">{moment(session.lastUsedAt)}</td>
                <td>
                  <button
                    type="button"
                    className="button"
                    disabled={busy}
                    aria-label={t("sessions.endOf", { name: session.name })}
                    onClick={() => void end(session.id)}
                  >
                    {t("sessions.end")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
