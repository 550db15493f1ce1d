import { useTranslation } from "react-i18next";
import type { Output, Viewport } from "../../../layouts/site.ts";
import { addOutput } from "../draft/outputs.ts";
import type { Edit } from "./use-draft.ts";

interface OutputStripProps {
  readonly edit: Edit;
  readonly outputs: readonly Output[];
  readonly viewports: readonly Viewport[];
  readonly wallId: string;
  readonly outputId: string | null;
  readonly viewport: number | null;
  readonly troubled: ReadonlySet<string>;
  readonly mayEdit: boolean;
  readonly onChoose: (outputId: string) => void;
}

/** Every output to one scale with what it shows, side by side under the wall. */
export function OutputStrip(props: OutputStripProps) {
  const { edit, outputs, viewports, wallId, outputId, viewport, troubled, mayEdit, onChoose } = props;
  const { t } = useTranslation("technician");
  const tallest = Math.max(...outputs.map(({ width, height }) => Math.max(height, width / 4)));
  return (
    <section className="output-strip" aria-label={t("outputs")}>
      {outputs.map((output) => {
        const { id, name, width, height } = output;
        const chosen = id === outputId;
        return (
          <button
            key={id}
            type="button"
            className="output-box"
            aria-pressed={chosen}
            onClick={() => onChoose(id)}
          >
            <svg
              viewBox={`0 0 ${width} ${height}`}
              style={{ height: `${(height / tallest) * 3.5}rem`, aspectRatio: `${width} / ${height}` }}
              aria-hidden="true"
            >
              <rect className="output-ground" width={width} height={height} />
              {viewports.map((each, index) =>
                each.outputId === id ? (
                  <g
                    key={`${index} ${each.wallId}`}
                    data-own={each.wallId === wallId}
                    data-chosen={index === viewport}
                  >
                    <rect {...each.output} />
                    {/* Where the canvas has its upper left corner. */}
                    <circle
                      cx={
                        each.output.x +
                        (each.rotation === 90 || each.rotation === 180 ? each.output.width : 0)
                      }
                      cy={
                        each.output.y +
                        (each.rotation === 180 || each.rotation === 270 ? each.output.height : 0)
                      }
                      r={tallest / 16}
                    />
                  </g>
                ) : null,
              )}
            </svg>
            <span className="output-box-name">
              {troubled.has(id) && "■ "}
              {name}
            </span>
            <span className="dim">{t("output.size", { width, height })}</span>
          </button>
        );
      })}
      {mayEdit && (
        <button
          type="button"
          className="button small"
          onClick={() => edit((now) => addOutput(now, `${t("editor.output")} ${now.outputs.length + 1}`))}
        >
          {t("editor.addOutput")}
        </button>
      )}
    </section>
  );
}
