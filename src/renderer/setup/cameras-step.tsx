import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AddingSheet } from "../console/adding.tsx";
import { CameraSheet } from "../console/camera-form.tsx";
import { useCameras, useFeeds } from "../link/queries.ts";
import { StepActs } from "./step-acts.tsx";
import { CameraStates } from "./camera-states.tsx";

interface CamerasStepProps {
  readonly onNext: () => void;
  readonly onBack: (() => void) | undefined;
}

/** The cameras that there are, and the ways to more. */
export function CamerasStep({ onNext, onBack }: CamerasStepProps) {
  const { t } = useTranslation("setup");
  const cameras = useCameras().data ?? [];
  const feeds = useFeeds().data ?? [];
  const [open, setOpen] = useState<"many" | "one" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <p className="dim">{t("cameras.text")}</p>
      <div className="setup-acts">
        <button type="button" className="button" onClick={() => setOpen("many")}>
          {t("cameras.search")}
        </button>
        <button type="button" className="button" onClick={() => setOpen("one")}>
          {t("cameras.one")}
        </button>
      </div>
      <p role="status">
        {cameras.length === 0 ? t("cameras.none") : t("cameras.have", { count: cameras.length })}
      </p>
      <CameraStates cameras={cameras} feeds={feeds} />
      <AddingSheet open={open === "many"} onOpenChange={close} />
      <CameraSheet
        editing={null}
        cameras={cameras}
        open={open === "one"}
        onOpenChange={close}
        onMany={() => setOpen("many")}
        onDone={close}
      />
      <StepActs onBack={onBack}>
        <button type="button" className="button strong" onClick={onNext}>
          {t(cameras.length === 0 ? "later" : "next")}
        </button>
      </StepActs>
    </>
  );
}
