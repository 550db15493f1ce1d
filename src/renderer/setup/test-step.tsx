import { useState } from "react";
import { useTranslation } from "react-i18next";
import { arrangeOnWall } from "../../layouts/arrange.ts";
import type { Wall } from "../../layouts/site.ts";
import { firstLayouts } from "../../layouts/sites/own.ts";
import {
  asApiError,
  call,
  useAskAgain,
  useCameras,
  useFeeds,
  useLayouts,
  useOutputs,
  usePatterns,
  useSite,
} from "../link/queries.ts";
import { TakeLine } from "../taking/take-line.tsx";
import { useTaking } from "../taking/taking.ts";
import { useTileName } from "../taking/tile-name.ts";
import { FormTrouble } from "../ui/field.tsx";
import { StateMark } from "../ui/marks.tsx";
import { Opening } from "../ui/opening.tsx";
import { CameraStates } from "./camera-states.tsx";
import { FirstPictures } from "./first-pictures.tsx";
import { StepActs } from "./step-acts.tsx";

/** Everything once on the wall: displays, cameras and what came of them. */
export function TestStep({ onBack }: { onBack: (() => void) | undefined }) {
  const site = useSite();
  const wall = site.data?.value.walls[0];
  const named = new Map(site.data?.value.outputs.map(({ id, name }) => [id, name]));
  return wall === undefined ? <Opening asked={site} /> : <TestOf {...{ wall, named, onBack }} />;
}

interface TestOfProps {
  readonly wall: Wall;
  /** Outputs' names by their ids. */
  readonly named: ReadonlyMap<string, string>;
  readonly onBack: (() => void) | undefined;
}

function TestOf({ wall, named, onBack }: TestOfProps) {
  const { t } = useTranslation("setup");
  const { t: common } = useTranslation();
  const askAgain = useAskAgain();
  const cameras = useCameras().data ?? [];
  const feeds = useFeeds().data ?? [];
  const layouts = useLayouts().data;
  const outputs = useOutputs().data ?? [];
  const patterns = usePatterns().data ?? [];
  const nameOf = useTileName(cameras);
  const { progress, take } = useTaking(wall.id);
  const [trouble, setTrouble] = useState<string | null>(null);

  async function attempt(act: () => Promise<unknown>) {
    setTrouble(null);
    try {
      await act();
    } catch (error) {
      setTrouble(asApiError(error).message);
    }
    await askAgain("layouts", "patterns", "outputs", "wall");
  }

  /** The layouts that a wall begins with are made once; those of the same names stay as they are. */
  async function showAll() {
    const ids = cameras.map(({ id }) => id);
    const clock = {
      name: t("test.clock"),
      wallId: wall.id,
      tiles: arrangeOnWall("1", wall, [{ kind: "clock" }]),
    };
    const wanted = ids.length === 0 ? [clock] : firstLayouts(wall, ids);
    let first: string | null = null;
    for (const layout of wanted) {
      const there = layouts?.find(({ name, wallId }) => name === layout.name && wallId === wall.id);
      const id = there?.id ?? (await call("addLayout", { body: layout })).value.id;
      first ??= id;
    }
    if (first !== null) await take(first);
  }

  async function showPatterns() {
    if (patterns.length > 0) return call("endPatterns");
    return Promise.all(
      outputs.map(({ outputId }) =>
        call("showPattern", { params: { target: `output:${outputId}` }, body: { pattern: "numbers" } }),
      ),
    );
  }

  return (
    <>
      <p className="dim">{t("test.text")}</p>
      <h3 className="field-label">{t("test.outputs")}</h3>
      <ul className="setup-list">
        {outputs.map(({ outputId, state }) => (
          <li key={outputId} data-output={outputId}>
            <span>{named.get(outputId) ?? outputId}</span>
            <span className="state">
              <StateMark state={state === "connected" ? "live" : state === "lost" ? "lost" : "idle"} />
              {common(`output.${state}`)}
            </span>
            {state !== "connected" && (
              <a className="button small" href={`/wall/${outputId}`} target="_blank" rel="noreferrer">
                {t("test.open")}
              </a>
            )}
          </li>
        ))}
      </ul>
      <div className="setup-acts">
        <button type="button" className="button" onClick={() => void attempt(showPatterns)}>
          {t(patterns.length > 0 ? "test.patternOff" : "test.pattern")}
        </button>
        <button type="button" className="button" onClick={() => void attempt(showAll)}>
          {t("test.take")}
        </button>
      </div>
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <TakeLine progress={progress} tiles={[]} nameOf={nameOf} />
      {cameras.length === 0 ? (
        <p className="dim">{t("test.noCameras")}</p>
      ) : (
        <>
          <h3 className="field-label">{t("test.cameras")}</h3>
          <FirstPictures cameras={cameras} />
          <CameraStates cameras={cameras} feeds={feeds} />
        </>
      )}
      <StepActs onBack={onBack}>
        <a className="button" href="/people/accounts">
          {t("test.people")}
        </a>
        <a className="button strong" href="/" onClick={() => sessionStorage.clear()}>
          {t("test.done")}
        </a>
      </StepActs>
    </>
  );
}
