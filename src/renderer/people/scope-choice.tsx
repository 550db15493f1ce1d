import { useTranslation } from "react-i18next";
import type { Scope } from "../../protocol/account.ts";

interface ChoiceProps {
  readonly scope: Scope;
  readonly walls: readonly { readonly id: string; readonly name: string }[];
  readonly groups: readonly string[];
  readonly onChange: (scope: Scope) => void;
}

/** Which walls and camera groups somebody sees: all of them, or some. */
export function ScopeChoice({ scope, walls, groups, onChange }: ChoiceProps) {
  const { t } = useTranslation("people");
  return (
    <>
      <Some
        label={t("accounts.wallsOf")}
        all={t("accounts.wallsAll")}
        items={walls}
        chosen={scope.wallIds}
        onChange={(wallIds) => onChange({ ...scope, wallIds })}
      />
      <Some
        label={t("accounts.groupsOf")}
        all={t("accounts.groupsAll")}
        items={groups.map((name) => ({ id: name, name }))}
        chosen={scope.cameraGroups}
        onChange={(cameraGroups) => onChange({ ...scope, cameraGroups })}
      />
    </>
  );
}

interface SomeProps {
  readonly label: string;
  readonly all: string;
  readonly items: readonly { readonly id: string; readonly name: string }[];
  /** Null: all. */
  readonly chosen: string[] | null;
  readonly onChange: (chosen: string[] | null) => void;
}

function Some({ label, all, items, chosen, onChange }: SomeProps) {
  const turned = (id: string, on: boolean) =>
    on ? [...(chosen ?? []), id] : (chosen ?? []).filter((one) => one !== id);
  return (
    <fieldset className="people-some">
      <legend className="field-label">{label}</legend>
      <label className="people-check">
        <input
          type="checkbox"
          checked={chosen === null}
          onChange={({ target }) => onChange(target.checked ? null : [])}
        />
        {all}
      </label>
      {chosen !== null &&
        items.map(({ id, name }) => (
          <label key={id} className="people-check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) => onChange(turned(id, target.checked))}
            />
            {name}
          </label>
        ))}
    </fieldset>
  );
}
