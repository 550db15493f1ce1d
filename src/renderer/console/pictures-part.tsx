import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Content } from "../../layouts/layout.ts";
import { type Image, imageAddress, imageTypes } from "../../protocol/image.ts";
import { useImages } from "../link/queries.ts";
import { folded } from "../ui/words.ts";
import type { PictureActs } from "./picture-acts.ts";

interface PicturesPartProps {
  /** Whether a name is one that is sought. */
  readonly matches: (foldedName: string) => boolean;
  /** Whether one is sought at all: then what is found is shown. */
  readonly seeking: boolean;
  readonly acts: PictureActs;
  readonly mayRemove: (image: Image) => boolean;
  /** Puts a picture into the chosen tile, or over a wall. */
  readonly onPut: (content: Content) => void;
  readonly onStandby: () => void;
  readonly onGreeting: () => void;
}

/** Files that a hand holds over the page. */
const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");

/** The library's pictures, folded away until they are wanted; files are uploaded by a button, or dropped. */
export function PicturesPart({ matches, seeking, acts, mayRemove, onPut, ...props }: PicturesPartProps) {
  const { t } = useTranslation("console");
  const fileId = useId();
  const images = useImages().data ?? [];
  const found = images.filter(({ name }) => matches(folded(name)));
  const [open, setOpen] = useState(false);
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState<string | null>(null);

  async function take(files: FileList | null) {
    for (const file of files ?? []) {
      setBusy(file.name);
      await acts.upload(file);
    }
    setBusy(null);
  }

  const shown = open || over || (seeking && found.length > 0);
  return (
    <details
      className="library-part pictures-part"
      open={shown}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      data-over={over ? "true" : undefined}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        setOpen(true);
        void take(event.dataTransfer.files);
      }}
    >
      <summary className="part-head">
        <h2>{t("pictures.title")}</h2>
        <span className="dim">{images.length}</span>
      </summary>
      {shown && (
        <>
          <div className="pictures-acts">
            <input
              id={fileId}
              className="hidden-label"
              type="file"
              multiple
              accept={imageTypes.join(",")}
              onChange={({ currentTarget }) => {
                void take(currentTarget.files).finally(() => {
                  currentTarget.value = "";
                });
              }}
            />
            <label className="button small" htmlFor={fileId}>
              {t("pictures.upload")}
            </label>
            <button type="button" className="button small" onClick={props.onGreeting}>
              {t("pictures.greeting.open")}
            </button>
            <button type="button" className="button small" onClick={props.onStandby}>
              {t("pictures.standby.open")}
            </button>
          </div>
          <p role="status" className="dim pictures-told">
            {busy !== null ? t("pictures.uploading", { name: busy }) : over ? t("pictures.dropHere") : null}
          </p>
          {images.length === 0 && <p className="empty dim">{t("pictures.none")}</p>}
          <ul className="pictures-list">
            {found.map((image) => (
              <li key={image.id}>
                <button
                  type="button"
                  className="picture-choice"
                  title={t("pictures.hint")}
                  data-drag="image"
                  data-drag-id={image.id}
                  onClick={() => onPut({ kind: "image", imageId: image.id })}
                >
                  <img
                    src={imageAddress(image.id)}
                    alt=""
                    loading="lazy"
                    decoding="async"
                    draggable={false}
                    width={64}
                    height={36}
                  />
                  <span className="item-text">
                    <span className="item-name">{image.name}</span>
                    <span className="item-more">
                      {t("pictures.size", { width: image.width, height: image.height })}
                    </span>
                  </span>
                </button>
                {mayRemove(image) && (
                  <button
                    type="button"
                    className="button quiet"
                    aria-label={t("pictures.remove", { name: image.name })}
                    onClick={() => void acts.remove(image)}
                  >
                    ×
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
