import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GeoPoint } from "../../layouts/geography.ts";
import type { Camera } from "../../protocol/camera.ts";
import { type MeantPlace, offeredPlaces } from "./typed-place.ts";

interface PlaceFieldProps {
  readonly place: string;
  /** The point that the place stands for; null where none is known. */
  readonly location: GeoPoint | null;
  readonly cameras: readonly Camera[];
  readonly earlier: readonly MeantPlace[];
  readonly onPlace: (text: string) => void;
  /** One that was offered was chosen. */
  readonly onChoose: (place: MeantPlace) => void;
}

/** A place by typing: arrows go through what is offered, Enter takes it, and without a choice sends the form. */
export function PlaceField({ place, location, cameras, earlier, onPlace, onChoose }: PlaceFieldProps) {
  const { t } = useTranslation("console");
  const id = useId();
  const [at, setAt] = useState(-1);
  const [asking, setAsking] = useState(false);
  const offered = asking ? offeredPlaces(place, cameras, earlier) : [];

  function choose(chosen: MeantPlace) {
    setAsking(false);
    setAt(-1);
    onChoose(chosen);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const chosen = offered[at];
    if (step !== 0 && offered.length > 0) {
      event.preventDefault();
      setAt((before) => Math.max(-1, Math.min(before + step, offered.length - 1)));
    } else if (event.key === "Enter" && chosen !== undefined) {
      event.preventDefault();
      choose(chosen);
    }
  }

  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t("followup.place")}
      </label>
      <input
        id={id}
        className="input"
        role="combobox"
        aria-expanded={offered.length > 0}
        aria-controls={`${id}-offered`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={place}
        onChange={({ target }) => {
          setAsking(true);
          setAt(-1);
          onPlace(target.value);
        }}
        onBlur={() => setAsking(false)}
        onKeyDown={onKeyDown}
      />
      <ul className="offered-places" id={`${id}-offered`} role="listbox" aria-label={t("followup.place")}>
        {offered.map((one, index) => (
          <li
            key={one.name}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            // Before the field loses the focus, and with it the list.
            onMouseDown={(event) => {
              event.preventDefault();
              choose(one);
            }}
          >
            {one.name}
          </li>
        ))}
      </ul>
      <p className="field-hint">
        {location === null
          ? t("followup.entry.placeHint")
          : t("followup.entry.pointed", { lat: location.lat.toFixed(5), lon: location.lon.toFixed(5) })}
      </p>
    </div>
  );
}
