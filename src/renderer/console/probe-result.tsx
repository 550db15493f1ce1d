import { useTranslation } from "react-i18next";
import type { Probe } from "../../protocol/probe.ts";
import { Fact } from "../ui/fact.tsx";
import { FindingList } from "./finding-list.tsx";

type Told = Pick<Probe, "clock" | "keyInterval" | "shown">;

/** What a probe found: what is wrong first, then the figures. */
export function ProbeResult({ probe }: { probe: Probe }) {
  const { t } = useTranslation("console");
  const { format, fps, bitrate, firstByteMs: byte, firstPictureMs: picture, jitterMs } = probe;
  return (
    <div className="probe-result">
      <h3>{t("knowing.result")}</h3>
      {probe.findings.length === 0 ? (
        <p className="dim">{t("knowing.allWell")}</p>
      ) : (
        <FindingList findings={probe.findings} />
      )}
      <dl>
        {format !== null && (
          <Fact name={t("knowing.picture")}>
            {format.width} × {format.height} · {format.codec}
          </Fact>
        )}
        {fps !== null && bitrate !== null && (
          <Fact name={t("knowing.rate")}>
            {fps.toFixed(1)} fps · {(bitrate / 1e6).toFixed(2)} Mbit/s
          </Fact>
        )}
        {format !== null && <KeyFrames keyInterval={probe.keyInterval} />}
        {(probe.via === "running" || picture !== null) && (
          <Fact name={t("knowing.opening")}>
            {probe.via === "running"
              ? t("knowing.alreadyOpen")
              : byte === null
                ? t("knowing.firstPicture", { picture })
                : t("knowing.openingTimes", { byte, picture })}
          </Fact>
        )}
        {jitterMs !== null && (
          <Fact name={t("knowing.way")}>
            {t("knowing.jitter", { ms: jitterMs.toFixed(0), lost: probe.lost })}
          </Fact>
        )}
        {probe.audio !== null && (
          <Fact name={t("knowing.sound")}>{probe.audio ? t("knowing.soundYes") : t("knowing.soundNo")}</Fact>
        )}
        <DeviceClock clock={probe.clock} />
        <OnWall shown={probe.shown} />
      </dl>
    </div>
  );
}

function KeyFrames({ keyInterval }: Pick<Told, "keyInterval">) {
  const { t } = useTranslation("console");
  const least = keyInterval?.least.toFixed(1);
  const most = keyInterval?.most.toFixed(1);
  return (
    <Fact name={t("knowing.keyFrames")}>
      {keyInterval === null
        ? t("knowing.oneSeen")
        : least === most
          ? t("knowing.every", { seconds: most })
          : t("knowing.everyFrom", { least, most })}
    </Fact>
  );
}

function DeviceClock({ clock }: Pick<Told, "clock">) {
  const { t } = useTranslation("console");
  if (clock === null) return null;
  const seconds = Math.abs(clock.aheadS);
  return (
    <Fact name={t("knowing.clock")}>
      {seconds <= 2
        ? t("knowing.clockRight")
        : clock.aheadS > 0
          ? t("knowing.clockAhead", { seconds })
          : t("knowing.clockBehind", { seconds })}
    </Fact>
  );
}

function OnWall({ shown }: Pick<Told, "shown">) {
  const { t } = useTranslation("console");
  if (shown === null) return null;
  const rungs = [...new Set(shown.rungs.map(({ rung }) => rung))].join(", ");
  return (
    <Fact name={t("knowing.onWall")}>
      {shown.asIs ? t("knowing.asIs") : t("knowing.made", { rungs })}
      {shown.cost !== null && (
        <>
          <br />
          {t("knowing.cost", { rung: shown.cost.rung, cores: shown.cost.cores.toFixed(2) })}
        </>
      )}
    </Fact>
  );
}
