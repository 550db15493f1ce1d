import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OpenMatters } from "../../protocol/handover.ts";
import { SeverityWord, StateWord } from "../ui/marks.tsx";
import { useTaker } from "../ui/taker.ts";
import { paperTime } from "./paper.tsx";

interface MattersProps {
  readonly matters: OpenMatters;
  readonly zone: string;
}

/** What is open when a shift ends: incidents, cameras, displays, and what is on the walls. */
export function Matters({ matters, zone }: MattersProps) {
  const { t } = useTranslation("papers");
  const { t: common } = useTranslation();
  const taker = useTaker();
  const since = (time: string) => t("handover.since", { time: paperTime(time, zone) });
  return (
    <>
      <h2>{t("handover.walls")}</h2>
      {matters.walls.map((wall) => (
        <section key={wall.wallId} className="handed-wall">
          <p>
            <strong>{wall.name}</strong>: {nameOf(wall, t)}
            {wall.takenAt !== null && (
              <span className="paper-dim">
                {" "}
                {since(wall.takenAt)}{" "}
                {wall.takenBy !== null && t("handover.by", { name: taker(wall.takenBy, wall.takenAs) })}
              </span>
            )}
          </p>
          {wall.cameras.length > 0 && (
            <p className="paper-dim">{wall.cameras.map(({ name }) => name).join(" · ")}</p>
          )}
          {wall.curtain !== null && (
            <p>{t("handover.hidden", { name: wall.curtain.by, time: paperTime(wall.curtain.at, zone) })}</p>
          )}
          {wall.lock !== null && (
            <p>
              {t("handover.locked", { name: wall.lock.by, time: paperTime(wall.lock.at, zone) })}
              {wall.lock.reason !== undefined && ` (${wall.lock.reason})`}
            </p>
          )}
        </section>
      ))}
      <Listed title={t("handover.incidents")}>
        {matters.incidents.map(({ id, severity, status, text, place, since: began, drill, ...inHand }) => (
          <li key={id}>
            <SeverityWord severity={severity} />{" "}
            {drill === true && <strong className="paper-drill">{t("handover.drill")} </strong>}
            <strong>{text}</strong>
            {place !== undefined && ` · ${place}`}{" "}
            <span className="paper-dim">
              {t(`handover.status.${status}`)}, {since(began)}
            </span>
            <InHand status={status} {...inHand} />
          </li>
        ))}
      </Listed>
      <Listed title={t("handover.layouts")}>
        {(matters.layouts ?? []).map(({ layoutId, wallId, name, changes, by, lastAt }) => (
          <li key={layoutId}>
            <strong>{name}</strong>, {matters.walls.find((wall) => wall.wallId === wallId)?.name ?? wallId}{" "}
            <span className="paper-dim">
              {t("handover.changes", { count: changes, by: by.join(", "), time: paperTime(lastAt, zone) })}
            </span>
          </li>
        ))}
      </Listed>
      <Listed title={t("handover.cameras")}>
        {matters.cameras.map(({ cameraId, name, state }) => (
          <li key={cameraId}>
            <StateWord state={state} /> {name}
          </li>
        ))}
      </Listed>
      <Listed title={t("handover.outputs")}>
        {matters.outputs.map(({ outputId, name, state }) => (
          <li key={outputId}>
            {name} <span className="paper-dim">{common(`output.${state}`)}</span>
          </li>
        ))}
      </Listed>
    </>
  );
}

/** Who has an incident in hand: who took note of it, and the agencies that were asked. */
function InHand({
  status,
  acknowledgedBy,
  agencies = [],
}: Pick<OpenMatters["incidents"][number], "status" | "acknowledgedBy" | "agencies">) {
  const { t } = useTranslation("papers");
  const told = [
    ...(acknowledgedBy === undefined ? [] : [t("handover.inHand", { name: acknowledgedBy })]),
    // An earlier version did not keep who took note of what was in hand.
    ...(acknowledgedBy === undefined && status === "open" ? [t("handover.nobody")] : []),
    ...agencies.map(({ name, state }) => `${name} (${t(`handover.agency.${state}`)})`),
  ];
  return told.length === 0 ? null : <div className="paper-dim">{told.join(" · ")}</div>;
}

function nameOf(
  { layout, changed, cameras }: OpenMatters["walls"][number],
  t: ReturnType<typeof useTranslation<"papers">>["t"],
): string {
  if (layout === null) return t(cameras.length === 0 ? "handover.empty" : "handover.unnamed");
  return changed ? t("handover.changed", { name: layout }) : layout;
}

function Listed({ title, children }: { readonly title: string; readonly children: ReactNode[] }) {
  const { t } = useTranslation("papers");
  return (
    <>
      <h2>{title}</h2>
      {children.length === 0 ? (
        <p className="paper-dim">{t("handover.none")}</p>
      ) : (
        <ul className="handed">{children}</ul>
      )}
    </>
  );
}
