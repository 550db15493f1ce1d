import { useKindOptions } from "./use-kind-options.ts";

interface KindChecksProps {
  readonly label: string;
  readonly hint: string;
  readonly kinds: readonly string[];
  readonly onKinds: (kinds: readonly string[]) => void;
}

/** Several kinds of incident; those of a source's own words stay among them. */
export function KindChecks({ label, hint, kinds, onKinds }: KindChecksProps) {
  const options = useKindOptions();
  const own = kinds.filter((kind) => !options.some(([known]) => known === kind));
  return (
    <fieldset>
      <legend className="field-label">{label}</legend>
      <p className="field-hint">{hint}</p>
      <div className="kind-checks">
        {[...options, ...own.map((kind) => [kind, kind] as const)].map(([kind, word]) => (
          <label key={kind} className="check">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              onChange={({ target }) =>
                onKinds(target.checked ? [...kinds, kind] : kinds.filter((one) => one !== kind))
              }
            />
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
