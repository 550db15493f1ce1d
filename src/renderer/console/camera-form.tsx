import { Field } from "@base-ui/react/field";
import { Form } from "@base-ui/react/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Camera, type CameraInput, MOST_CAMERA_NUMBER } from "../../protocol/camera.ts";
import { type ApiError } from "../link/api.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { FormTrouble, TextField } from "../ui/field.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { text } from "../ui/sign-in.tsx";
import { locationOf, typedPlaceOf } from "./camera-place.ts";
import { CameraPlacePart } from "./camera-place-part.tsx";
import { shownFields, type StreamFields, streamsOf } from "./camera-streams.ts";
import { ProbePart } from "./probe-part.tsx";
import { useNotices } from "../ui/toasts.tsx";

/** What the form says of the streams. */
function fieldsOf(values: Record<string, unknown>): StreamFields {
  const [main, sub] = [text(values, "main"), text(values, "sub")];
  const [username, password] = [text(values, "username"), text(values, "password")];
  return {
    main,
    sub,
    username,
    password,
    transport: text(values, "transport"),
    player: text(values, "player"),
  };
}

/** The ONVIF address with the user name that it has; its password stays as it is stored. */
function onvifOf(url: string, before: Camera | null): CameraInput["onvif"] | null {
  if (url === "") return null;
  const username = before?.onvif?.username;
  return { url, ...(username !== undefined && { username }) };
}

/** Where in the form a refused field of the body stands; null where it has no place of its own. */
function fieldOf(name: string): string | null {
  if (name === "onvif.url") return "onvif";
  const stream = /^streams\.(\d)\.(url|username|password|transport|player)$/.exec(name);
  if (name.startsWith("location.")) return name;
  if (stream === null) return ["name", "number", "group", "backupCameraId"].includes(name) ? name : null;
  if (stream[2] === "url") return stream[1] === "0" ? "main" : "sub";
  return stream[2] ?? null;
}

/** What was refused, by the form's own fields; the rest is told above the button. */
function refusals(error: ApiError): { fields: Record<string, string>; rest: boolean } {
  const fields: Record<string, string> = {};
  let rest = error.fields.length === 0;
  for (const { field, detail } of error.fields) {
    const at = fieldOf(field);
    if (at === null) rest = true;
    else fields[at] = detail;
  }
  return { fields, rest };
}

interface CameraFormProps {
  /** The camera to edit with its ETag, or null for a new one. */
  readonly editing: { readonly camera: Camera; readonly etag: string | null } | null;
  /** Of which one may be the backup. */
  readonly cameras: readonly Camera[];
  readonly onDone: (camera: Camera) => void;
}

function CameraFields({ editing, cameras, onDone }: CameraFormProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [place, setPlace] = useState(() => typedPlaceOf(editing?.camera.location));
  const [neverPublic, setNeverPublic] = useState(editing?.camera.neverPublic ?? false);
  const before = editing?.camera ?? null;
  const shown = shownFields(before);
  const login = before?.streams.find(({ role }) => role === "main") ?? before?.streams[0];

  async function save(values: Record<string, unknown>) {
    const name = text(values, "name").trim();
    const number = text(values, "number").trim();
    const group = text(values, "group").trim();
    const backup = text(values, "backupCameraId");
    const streams = streamsOf(fieldsOf(values), before);
    const location = locationOf(place);
    const onvif = onvifOf(text(values, "onvif").trim(), before);
    if (editing === null) {
      const optional = {
        ...(onvif !== null && { onvif }),
        ...(number !== "" && { number: Number(number) }),
        ...(group !== "" && { group }),
        ...(location != null && { location }),
        ...(neverPublic && { neverPublic }),
        ...(backup !== "" && { backupCameraId: backup }),
      };
      return (await call("addCamera", { body: { name, ...optional, streams } })).value;
    }
    const { value } = await call("editCamera", {
      params: { id: editing.camera.id },
      body: {
        name,
        ...(number !== "" && { number: Number(number) }),
        group: group === "" ? null : group,
        backupCameraId: backup === "" ? null : backup,
        location,
        neverPublic: neverPublic ? true : null,
        onvif,
        streams,
      },
      ...(editing.etag !== null && { ifMatch: editing.etag }),
    });
    return value;
  }

  async function submit(values: Record<string, unknown>) {
    if (locationOf(place) === undefined) {
      setTrouble(t("cameraPlace.half"));
      return;
    }
    setBusy(true);
    setTrouble(null);
    setErrors({});
    try {
      const camera = await save(values);
      await askAgain("cameras", "feeds");
      notify({
        title:
          editing === null ? t("form.added", { name: camera.name }) : t("form.saved", { name: camera.name }),
      });
      onDone(camera);
    } catch (caught) {
      const error = asApiError(caught);
      const { fields, rest } = refusals(error);
      setErrors(fields);
      if (error.kind === "preconditionFailed") setTrouble(t("form.changedMeanwhile"));
      else if (rest) setTrouble(error.message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Form className="form" errors={errors} onFormSubmit={(values) => void submit(values)}>
      <TextField
        name="name"
        label={t("form.name")}
        defaultValue={before?.name}
        required
        maxLength={120}
        autoFocus
      />
      <TextField
        name="number"
        label={t("number.field")}
        defaultValue={before?.number === undefined ? "" : String(before.number)}
        type="number"
        inputMode="numeric"
        min={1}
        max={MOST_CAMERA_NUMBER}
        step={1}
        {...(before === null && { hint: t("number.fieldHint") })}
      />
      <TextField name="group" label={t("form.group")} defaultValue={before?.group} maxLength={120} />
      <TextField
        name="main"
        label={t("form.main")}
        hint={t("form.addressHint")}
        defaultValue={shown.main}
        required
        maxLength={2048}
        inputMode="url"
      />
      <TextField name="sub" label={t("form.sub")} defaultValue={shown.sub} maxLength={2048} inputMode="url" />
      <div className="form-row">
        <TextField name="username" label={t("form.user")} defaultValue={shown.username} maxLength={256} />
        <TextField
          name="password"
          label={t("form.password")}
          type="password"
          autoComplete="new-password"
          maxLength={256}
          {...(login?.hasCredentials === true && { hint: t("form.keepPassword") })}
        />
      </div>
      <Field.Root name="transport" className="field">
        <Field.Label className="field-label">{t("form.transport")}</Field.Label>
        <Field.Control
          render={
            <select className="input">
              <option value="">{t("form.transportAuto")}</option>
              <option value="tcp">TCP</option>
              <option value="udp">UDP</option>
              <option value="http">HTTP</option>
            </select>
          }
          defaultValue={shown.transport}
        />
        <Field.Error className="field-error" />
      </Field.Root>
      <Field.Root name="player" className="field">
        <Field.Label className="field-label">{t("form.player")}</Field.Label>
        <Field.Control
          render={
            <select className="input">
              <option value="core">{t("form.players.core")}</option>
              <option value="page">{t("form.players.page")}</option>
            </select>
          }
          defaultValue={shown.player}
        />
        <Field.Error className="field-error" />
      </Field.Root>
      <Field.Root name="backupCameraId" className="field">
        <Field.Label className="field-label">{t("form.backup")}</Field.Label>
        <Field.Control
          render={
            <select className="input">
              <option value="">{t("form.noBackup")}</option>
              {cameras
                .filter(({ id }) => id !== before?.id)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </select>
          }
          defaultValue={before?.backupCameraId ?? ""}
        />
        <Field.Error className="field-error" />
      </Field.Root>
      <TextField
        name="onvif"
        label={t("knowing.onvif")}
        hint={t("knowing.onvifHint")}
        defaultValue={before?.onvif?.url}
        maxLength={2048}
        inputMode="url"
      />
      <CameraPlacePart camera={before} typed={place} onTyped={setPlace} />
      <label className="form-check">
        <input
          type="checkbox"
          checked={neverPublic}
          onChange={({ target }) => setNeverPublic(target.checked)}
        />
        <span>
          {t("cameraPlace.neverPublic")}
          <span className="field-hint">{t("cameraPlace.neverPublicHint")}</span>
        </span>
      </label>
      <ProbePart camera={before} />
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <button type="submit" className="button strong" disabled={busy}>
        {common("save")}
      </button>
    </Form>
  );
}

interface CameraSheetProps extends CameraFormProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Somebody wants to add many instead. */
  readonly onMany: () => void;
}

/** Adds or edits a camera. */
export function CameraSheet({ open, onOpenChange, onMany, ...form }: CameraSheetProps) {
  const { t } = useTranslation("console");
  return (
    <Sheet
      title={form.editing === null ? t("form.addTitle") : t("form.editTitle")}
      open={open}
      onOpenChange={onOpenChange}
    >
      {form.editing === null && (
        <button type="button" className="button many" onClick={onMany}>
          {t("knowing.many")}
        </button>
      )}
      <CameraFields {...form} />
    </Sheet>
  );
}
