import "./map-part.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GeoPoint } from "../../layouts/geography.ts";
import type { MapSettings } from "../../protocol/map.ts";
import { useIncidents } from "../link/incident-queries.ts";
import {
  asApiError,
  call,
  useAskAgain,
  useCameras,
  useFeeds,
  useMapFace,
  useMapSetUp,
} from "../link/queries.ts";
import { DeskMap } from "../map/desk-map.tsx";
import { useDeskMarks } from "../map/desk-marks.ts";
import { useNotices } from "../ui/toasts.tsx";

/** A new list each time would draw the map each time. */
const none: never[] = [];
const BOUNDARY_BYTES = 8 * 1024 * 1024;

/** What lies under the maps of the site; opened, seen at once. */
export function MapPart({ mayEdit }: { readonly mayEdit: boolean }) {
  const { t } = useTranslation("technician");
  const [open, setOpen] = useState(false);
  return (
    <section className="side-part map-part" aria-label={t("map.title")}>
      <header className="part-head">
        <h2>{t("map.title")}</h2>
        <button type="button" className="button small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("map.close") : t("map.open")}
        </button>
      </header>
      {open && <OpenMap mayEdit={mayEdit} />}
    </section>
  );
}

function OpenMap({ mayEdit }: { readonly mayEdit: boolean }) {
  const { t } = useTranslation("technician");
  const face = useMapFace().data;
  const incidents = useIncidents().data?.value ?? none;
  const cameras = useCameras().data ?? none;
  const feeds = useFeeds().data ?? none;
  const room = useDeskMarks({ face, incidents, cameras, feeds });
  const [picked, setPicked] = useState<GeoPoint | null>(null);
  const [marked, setMarked] = useState("");
  const nameOf = (id: string) => cameras.find((camera) => camera.id === id)?.name ?? id;
  const textOf = (id: string) => incidents.find((incident) => incident.id === id)?.text ?? id;
  return (
    <>
      <p className="dim">{face === undefined ? "" : t(`map.kind.${face.base.kind}`)}</p>
      {room !== null && (
        <DeskMap
          room={room}
          label={t("map.look")}
          picked={picked}
          onPick={(place) => {
            setMarked("");
            setPicked(place);
          }}
          onMarked={({ incidents: some, cameras: others }) =>
            setMarked([...some.map(textOf), ...others.map(nameOf)].join(" · "))
          }
        />
      )}
      <p className="dim map-said" aria-live="polite">
        {marked !== ""
          ? marked
          : picked === null
            ? t("map.pick")
            : t("map.at", { lat: picked.lat.toFixed(5), lon: picked.lon.toFixed(5) })}
      </p>
      {mayEdit && <BaseForm />}
      {mayEdit && <BoundaryForm has={face?.boundary != null} />}
    </>
  );
}

function BaseForm() {
  const setUp = useMapSetUp().data;
  // What somebody else sets meanwhile is what the form begins with anew.
  return setUp === undefined ? null : (
    <BaseFields key={JSON.stringify(setUp.settings)} settings={setUp.settings} files={setUp.files} />
  );
}

function BaseFields({
  settings,
  files,
}: {
  readonly settings: MapSettings;
  readonly files: readonly string[];
}) {
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const [kind, setKind] = useState(settings.kind);
  const [file, setFile] = useState(settings.kind === "file" ? settings.file : (files[0] ?? ""));
  const [url, setUrl] = useState(settings.kind === "server" ? settings.url : "");
  const [attribution, setAttribution] = useState(settings.kind === "coast" ? "" : settings.attribution);
  const [busy, setBusy] = useState(false);
  const wanted: MapSettings =
    kind === "coast" ? { kind } : kind === "file" ? { kind, file, attribution } : { kind, url, attribution };

  async function save() {
    setBusy(true);
    try {
      await call("putMapSettings", { body: wanted });
      notify({ title: t("map.saved") });
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    } finally {
      setBusy(false);
      await askAgain("map", "map-settings");
    }
  }

  return (
    <form
      className="map-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="field">
        <span className="field-label">{t("map.base")}</span>
        <select
          className="input"
          value={kind}
          onChange={({ target }) =>
            setKind(target.value === "file" || target.value === "server" ? target.value : "coast")
          }
        >
          {(["coast", "file", "server"] as const).map((one) => (
            <option key={one} value={one}>
              {t(`map.kind.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {kind === "file" && files.length === 0 && <p className="dim">{t("map.noFiles")}</p>}
      {kind === "file" && files.length > 0 && (
        <label className="field">
          <span className="field-label">{t("map.file")}</span>
          <select className="input" value={file} onChange={({ target }) => setFile(target.value)}>
            {files.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {kind === "server" && (
        <label className="field">
          <span className="field-label">{t("map.url")}</span>
          <input
            className="input"
            type="url"
            required
            placeholder="https://peta.kota.go.id/{z}/{x}/{y}.png"
            value={url}
            onChange={({ target }) => setUrl(target.value)}
          />
        </label>
      )}
      {kind !== "coast" && (
        <label className="field">
          <span className="field-label">{t("map.attribution")}</span>
          <input
            className="input"
            maxLength={300}
            value={attribution}
            onChange={({ target }) => setAttribution(target.value)}
          />
        </label>
      )}
      <button
        type="submit"
        className="button small"
        disabled={
          busy || (kind === "file" && file === "") || JSON.stringify(wanted) === JSON.stringify(settings)
        }
      >
        {t("map.save")}
      </button>
    </form>
  );
}

function BoundaryForm({ has }: { readonly has: boolean }) {
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();

  async function tell(act: () => Promise<string>) {
    try {
      notify({ title: await act() });
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    } finally {
      await askAgain("map");
    }
  }

  async function give(file: File): Promise<string> {
    if (file.size > BOUNDARY_BYTES) throw new Error(t("map.boundaryTooLarge"));
    let body: unknown;
    try {
      body = JSON.parse(await file.text());
    } catch (error) {
      throw new Error(t("map.boundaryNotJson", { name: file.name }), { cause: error });
    }
    if (typeof body !== "object" || body === null || !("type" in body) || typeof body.type !== "string")
      throw new Error(t("map.boundaryNotJson", { name: file.name }));
    const { value } = await call("putMapBoundary", { body: { ...body, type: body.type } });
    return t("map.boundaryKept", { given: value.given, kept: value.kept });
  }

  return (
    <div className="map-boundary">
      <label className="field">
        <span className="field-label">{t("map.boundary")}</span>
        <input
          className="input"
          type="file"
          accept=".geojson,.json,application/geo+json,application/json"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            target.value = "";
            if (file !== undefined) void tell(() => give(file));
          }}
        />
      </label>
      {has && (
        <button
          type="button"
          className="button small"
          onClick={() =>
            void tell(async () => {
              await call("removeMapBoundary");
              return t("map.boundaryGone");
            })
          }
        >
          {t("map.boundaryRemove")}
        </button>
      )}
    </div>
  );
}
