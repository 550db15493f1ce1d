import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera, CameraInput } from "../../protocol/camera.ts";
import { type Answer } from "../link/api.ts";
import { call } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";
import { useToldActs } from "../ui/told-acts.ts";

const ASKED = ["cameras", "feeds"] as const;

/** A camera as it was, to be sent again; its password cannot be read back. */
function inputOf({ streams, onvif, ...camera }: Camera): CameraInput {
  return {
    ...camera,
    ...(onvif !== undefined && {
      onvif: { url: onvif.url, ...(onvif.username !== undefined && { username: onvif.username }) },
    }),
    streams: streams.map(({ role, url, username, transport, player }) => ({
      role,
      url,
      username,
      transport,
      player,
    })),
  };
}

/** Whether a password of it was stored, which only who knows it can give again. */
function hadLogin({ streams, onvif }: Camera): boolean {
  return onvif?.hasCredentials === true || streams.some(({ hasCredentials }) => hasCredentials);
}

/** What the camera form is open for. */
export type Editing = "closed" | "new" | { readonly camera: Camera; readonly etag: string | null };

/** Adds, edits and removes cameras; removing is taken back from the toast, not asked about. */
export function useCameraActs() {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const run = useToldActs(ASKED);
  const [editing, setEditing] = useState<Editing>("closed");

  async function edit(id: string) {
    await run(async () => {
      const { value, etag }: Answer<"getCamera"> = await call("getCamera", { params: { id } });
      // What is asked for again is not waited for.
      setEditing({ camera: value, etag });
    });
  }

  /** `stoodInFor`: the ids of the cameras whose backup it was, which its removal took from them. */
  async function restore(camera: Camera, stoodInFor: readonly string[]) {
    await run(async () => {
      await call("addCamera", { body: inputOf(camera) });
      const { value: now } = await call("listCameras", {});
      for (const { id, backupCameraId } of now)
        if (stoodInFor.includes(id) && backupCameraId === undefined)
          await call("editCamera", { params: { id }, body: { backupCameraId: camera.id } });
      notify({
        title: t("form.restored", { name: camera.name }),
        ...(hadLogin(camera) && { description: t("form.restoredNoLogin") }),
      });
    });
  }

  async function remove(camera: Camera) {
    await run(async () => {
      const { value: before } = await call("listCameras", {});
      const stoodInFor = before.flatMap(({ id, backupCameraId }) =>
        backupCameraId === camera.id ? [id] : [],
      );
      await call("removeCamera", { params: { id: camera.id } });
      notify({
        title: t("form.removed", { name: camera.name }),
        undo: { label: common("undo"), act: () => void restore(camera, stoodInFor) },
      });
    });
  }

  return { editing, setEditing, edit, remove };
}
