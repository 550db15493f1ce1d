import { useQuery } from "@tanstack/react-query";
import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../protocol/camera.ts";
import type { Ptz as Head } from "../../protocol/ptz.ts";
import { call } from "../link/queries.ts";
import { Key } from "../ui/keys.tsx";
import { HelmLine, useHelm } from "./helm.tsx";
import { type Speed, still } from "./movement.ts";
import { useMoving } from "./moving.ts";
import { useSteering } from "./steering.tsx";

const HALF = 0.5;

const directions = [
  { name: "up", speed: { ...still, tilt: HALF }, keys: ["ArrowUp"], path: "M6 2 11 9H1Z" },
  { name: "left", speed: { ...still, pan: -HALF }, keys: ["ArrowLeft"], path: "M2 6 9 1V11Z" },
  { name: "right", speed: { ...still, pan: HALF }, keys: ["ArrowRight"], path: "M10 6 3 1V11Z" },
  { name: "down", speed: { ...still, tilt: -HALF }, keys: ["ArrowDown"], path: "M6 10 1 3H11Z" },
  {
    name: "nearer",
    speed: { ...still, zoom: HALF },
    keys: ["+", "="],
    path: "M5 1H7V5H11V7H7V11H5V7H1V5H5Z",
  },
  { name: "wider", speed: { ...still, zoom: -HALF }, keys: ["-"], path: "M1 5H11V7H1Z" },
] as const;

/** Presets that have a digit. */
const DIGITS = 9;

/** The arrows and presets of a camera's head; nothing for a camera without an ONVIF address. */
export function PtzPart({ camera, mayAct }: { camera: Camera; mayAct: boolean }) {
  const { t } = useTranslation("console");
  const head = useQuery({
    queryKey: ["ptz", camera.id, camera.onvif?.url],
    enabled: camera.onvif !== undefined && mayAct,
    queryFn: async ({ signal }) => (await call("getPtz", { params: { id: camera.id }, signal })).value,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (camera.onvif === undefined || !mayAct) return null;
  return (
    <section className="stream ptz">
      <h4 className="keyed">
        {t("knowing.ptz")}
        <Key>Z</Key>
      </h4>
      {head.isPending && <p className="dim">{t("knowing.ptzAsking")}</p>}
      {head.isError && <p className="trouble">{head.error.message}</p>}
      {head.data?.moves === false && <p className="dim">{t("knowing.ptzNone")}</p>}
      {head.data?.moves === true && <Pad camera={camera} head={head.data} />}
    </section>
  );
}

function Pad({ camera, head }: { camera: Camera; head: Head }) {
  const { t } = useTranslation("console");
  const { start, stop, goTo, trouble } = useMoving(camera.id);
  const helm = useHelm(camera.id);
  const steering = useSteering(camera.id);

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const preset = /^[1-9]$/.test(event.key) ? head.presets[Number(event.key) - 1] : undefined;
    if (preset !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) void goTo(preset.token);
      return;
    }
    const direction = directions.find(({ keys }) => keys.some((key) => key === event.key));
    if (direction === undefined) return;
    // The page has other uses for these keys.
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) start(direction.speed);
  }

  function onKeyUp(event: KeyboardEvent) {
    if (directions.some(({ keys }) => keys.some((key) => key === event.key))) stop();
  }

  function hold(event: PointerEvent<HTMLButtonElement>, speed: Speed) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start(speed);
  }

  return (
    <>
      <HelmLine helm={helm} />
      <div
        className="ptz-pad"
        role="group"
        aria-label={t("knowing.ptzPad", { name: camera.name })}
        data-of-other={helm.other !== null}
        onKeyDown={onKeyDown}
        onKeyUp={onKeyUp}
        onBlur={stop}
      >
        {directions.map(({ name, speed, path }) => (
          <button
            key={name}
            type="button"
            className={`button ptz-${name}`}
            aria-label={t(`knowing.${name}`)}
            title={t(`knowing.${name}`)}
            onPointerDown={(event) => hold(event, speed)}
            onLostPointerCapture={stop}
            onKeyDown={(event) => {
              if ((event.key === " " || event.key === "Enter") && !event.repeat) start(speed);
            }}
            onKeyUp={(event) => {
              if (event.key === " " || event.key === "Enter") stop();
            }}
          >
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <path d={path} />
            </svg>
          </button>
        ))}
      </div>
      {steering !== null && (
        <button
          type="button"
          className="button wide"
          aria-pressed={steering.on}
          title={t("knowing.steerHint")}
          onClick={steering.turn}
        >
          {t("knowing.steer")}
        </button>
      )}
      {trouble !== null && (
        <p role="alert" className="trouble">
          {trouble}
        </p>
      )}
      {head.presets.length > 0 && (
        <div className="presets" role="group" aria-label={t("knowing.presets")} onKeyDown={onKeyDown}>
          {head.presets.map(({ token, name }, at) => (
            <button key={token} type="button" className="button small" onClick={() => void goTo(token)}>
              {name}
              {at < DIGITS && <Key>{String(at + 1)}</Key>}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
