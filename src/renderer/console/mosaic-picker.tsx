import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { MOSAIC_LEAST, MOSAIC_MOST } from "../../layouts/mosaic.ts";
import type { Camera } from "../../protocol/camera.ts";

interface MosaicPickerProps {
  /** Those that the search leaves, in the library's order. */
  readonly cameras: readonly Camera[];
  /** What they are listed by: another begins at the top. */
  readonly filter: string;
  /** The cameras of the mosaic, in the order in which they were picked. */
  readonly onPrepare: (cameraIds: readonly string[]) => void;
  readonly onClose: () => void;
}

/** In the place of the library's cameras: several of them become one mosaic. */
export function MosaicPicker({ cameras, filter, onPrepare, onClose }: MosaicPickerProps) {
  const { t } = useTranslation("console");
  const [picked, setPicked] = useState<readonly string[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const listed = useRef(filter);
  useLayoutEffect(() => {
    if (listed.current !== filter) list.current?.scrollTo(0, 0);
    listed.current = filter;
  }, [filter]);
  const enough = picked.length >= MOSAIC_LEAST && picked.length <= MOSAIC_MOST;
  const room = MOSAIC_MOST - picked.length;
  const others = cameras.filter(({ id }) => !picked.includes(id));
  return (
    <section className="picker" aria-label={t("mosaic.pick")}>
      <p className="dim picker-help">{t("mosaic.help", { least: MOSAIC_LEAST, most: MOSAIC_MOST })}</p>
      <ul ref={list} className="list cameras">
        {cameras.map(({ id, name, group }) => (
          <li key={id}>
            <label className="picked">
              <input
                type="checkbox"
                checked={picked.includes(id)}
                disabled={room === 0 && !picked.includes(id)}
                onChange={() =>
                  setPicked(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id])
                }
              />
              <span className="item-text">
                <span className="item-name">{name}</span>
                <span className="item-more">{group}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <div className="picker-acts">
        <button
          type="button"
          className="button small"
          disabled={others.length === 0 || room === 0}
          onClick={() => setPicked([...picked, ...others.slice(0, room).map(({ id }) => id)])}
        >
          {t("mosaic.all")}
        </button>
        <button type="button" className="button small" onClick={onClose}>
          {t("mosaic.cancel")}
        </button>
        <button type="button" className="button small" disabled={!enough} onClick={() => onPrepare(picked)}>
          {t("mosaic.prepare", { count: picked.length })}
        </button>
      </div>
    </section>
  );
}
