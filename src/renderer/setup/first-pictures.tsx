import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../protocol/camera.ts";

/** More at once would be a load of its own; the rest is in the list below. */
const MOST = 24;

/** A picture of each camera, asked of it now: what a camera sends is seen also where no display is connected yet. */
export function FirstPictures({ cameras }: { cameras: readonly Camera[] }) {
  return (
    <ul className="setup-pictures">
      {cameras.slice(0, MOST).map((camera) => (
        <FirstPicture key={camera.id} camera={camera} />
      ))}
    </ul>
  );
}

function FirstPicture({ camera: { id, name } }: { camera: Camera }) {
  const { t } = useTranslation("setup");
  const [state, setState] = useState<"asked" | "shown" | "failed">("asked");
  return (
    <li data-picture={state}>
      <img
        src={`/api/cameras/${encodeURIComponent(id)}/picture`}
        alt={name}
        onLoad={() => setState("shown")}
        onError={() => setState("failed")}
      />
      <span>{state === "failed" ? `${name}: ${t("test.noPicture")}` : name}</span>
    </li>
  );
}
