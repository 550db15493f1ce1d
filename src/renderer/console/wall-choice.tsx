import { useTranslation } from "react-i18next";
import type { Wall } from "../../layouts/site.ts";
import { Key } from "../ui/keys.tsx";

interface WallChoiceProps {
  readonly walls: readonly Wall[];
  /** The one whose desk it is. */
  readonly wall: Wall;
  readonly onWall: (id: string) => void;
}

/** Which wall of the site the desk is of; of one alone its name. */
export function WallChoice({ walls, wall, onWall }: WallChoiceProps) {
  const { t } = useTranslation("console");
  if (walls.length < 2) return <p className="dim">{wall.name}</p>;
  return (
    <fieldset className="walls">
      <legend className="hidden-label">{t("walls")}</legend>
      {walls.map(({ id, name }) => (
        <label key={id} className="wall-choice">
          <input type="radio" name="wall" checked={id === wall.id} onChange={() => onWall(id)} />
          {name}
        </label>
      ))}
      <Key>W</Key>
    </fieldset>
  );
}
