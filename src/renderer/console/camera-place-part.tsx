import "./camera-place.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../protocol/camera.ts";
import { TextField } from "../ui/field.tsx";
import { locationOf, readable, type TypedPlace } from "./camera-place.ts";
import { PlaceMap } from "./place-map.tsx";

interface CameraPlacePartProps {
  /** As it is known; null for a new one. */
  readonly camera: Camera | null;
  readonly typed: TypedPlace;
  readonly onTyped: (typed: TypedPlace) => void;
}

const fields = ["lat", "lon", "heading", "fovDeg"] as const;

/** Where a camera stands and what it sees: in degrees, or pointed at on the map, which shows the sector as it is turned. */
export function CameraPlacePart({ camera, typed, onTyped }: CameraPlacePartProps) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState(false);
  const location = locationOf(typed) ?? null;
  const drafted = location === null || camera === null ? undefined : { ...camera, location };
  return (
    <fieldset className="camera-place">
      <legend className="field-label">{t("cameraPlace.title")}</legend>
      <div className="camera-degrees">
        {fields.map((field) => (
          <TextField
            key={field}
            name={`location.${field}`}
            label={t(`cameraPlace.${field}`)}
            value={typed[field]}
            inputMode="decimal"
            maxLength={24}
            validate={(value) =>
              readable(field, typeof value === "string" ? value : "") ? null : t(`cameraPlace.wrong.${field}`)
            }
            onValueChange={(value) => onTyped({ ...typed, [field]: value })}
          />
        ))}
      </div>
      <div className="camera-turn">
        <input
          type="range"
          min={0}
          max={359}
          step={1}
          aria-label={t("cameraPlace.turn")}
          disabled={location === null}
          value={location?.heading ?? 0}
          onChange={({ target }) => onTyped({ ...typed, heading: target.value })}
        />
        <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("cameraPlace.map")}
        </button>
      </div>
      {open && (
        <PlaceMap
          label={t("cameraPlace.title")}
          picked={location}
          {...(drafted !== undefined && { drafted })}
          onPlace={({ location: at }) =>
            onTyped({ ...typed, lat: at.lat.toFixed(6), lon: at.lon.toFixed(6) })
          }
        />
      )}
    </fieldset>
  );
}
