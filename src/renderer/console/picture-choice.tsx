import { useImages } from "../link/queries.ts";

interface PictureChoiceProps {
  readonly label: string;
  /** What is said where none is chosen. */
  readonly none: string;
  readonly chosen: string | null;
  readonly onChoose: (imageId: string | null) => void;
}

/** One of the uploaded pictures, or none. */
export function PictureChoice({ label, none, chosen, onChoose }: PictureChoiceProps) {
  const images = useImages().data ?? [];
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select
        className="input"
        value={chosen ?? ""}
        onChange={({ target }) => onChoose(target.value === "" ? null : target.value)}
      >
        <option value="">{none}</option>
        {images.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
