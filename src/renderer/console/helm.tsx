import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PtzLock, PtzLockFace } from "../../protocol/ptz.ts";
import { useMe } from "../link/people-queries.ts";
import { asApiError, call, useAskAgain, usePtzLock } from "../link/queries.ts";

/** Who steers a camera, as this desk sees it. */
interface Helm {
  /** Somebody else who does; null where nobody else does. */
  readonly other: PtzLock | null;
  /** Whether they took it from this desk. */
  readonly taken: boolean;
  readonly mayTakeOver: boolean;
  /** Why it could not be taken over. */
  readonly refused: string | null;
  readonly takeOver: () => Promise<void>;
}

export function useHelm(cameraId: string): Helm {
  const askAgain = useAskAgain();
  const face = usePtzLock(cameraId).data;
  const [before, setBefore] = useState<PtzLockFace | undefined>(face);
  const [taken, setTaken] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const other = face === undefined || face.mine ? null : face.lock;
  if (face !== before) {
    setBefore(face);
    setTaken(other !== null && (before?.mine === true || (taken && before?.lock?.by === other.by)));
    if (other === null) setRefused(null);
  }

  async function takeOver() {
    try {
      await call("takePtzLock", { params: { id: cameraId } });
      setRefused(null);
    } catch (error) {
      setRefused(asApiError(error).message);
    }
    await askAgain("ptz-lock");
  }

  return { other, taken, mayTakeOver: face?.mayTakeOver ?? false, refused, takeOver };
}

/** Says who else steers the camera, and lets a higher role take it over; nothing while nobody else does. */
export function HelmLine({ helm }: { helm: Helm }) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const { other, taken, mayTakeOver, refused } = helm;
  const me = useMe().data;
  return (
    <div className="helm" role="status">
      {other !== null && (
        <span>
          {other.by === me?.name
            ? t("knowing.helmElsewhere", { name: other.by })
            : taken
              ? t("knowing.helmTaken", { name: other.by })
              : t("knowing.helm", { name: other.by, role: common(`role.${other.role}`) })}
        </span>
      )}
      {other !== null && mayTakeOver && (
        <button type="button" className="button small" onClick={() => void helm.takeOver()}>
          {t("knowing.helmTake")}
        </button>
      )}
      {refused !== null && <span className="trouble">{refused}</span>}
    </div>
  );
}
