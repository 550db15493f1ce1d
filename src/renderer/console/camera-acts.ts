import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera, CameraInput } from "../../protocol/camera.ts";
import { type Answer } from "../link/api.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

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

/** What the camera form is open for. */
export type Editing = "closed" | "new" | { readonly camera: Camera; readonly etag: string | null };

/** Adds, edits and removes cameras; removing is taken back from the toast, not asked about. */
export function useCameraActs() {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const [editing, setEditing] = useState<Editing>("closed");

  function refused(error: unknown) {
    notify({ title: common("failed"), description: asApiError(error).message });
  }

  async function edit(id: string) {
    try {
      const { value, etag }: Answer<"getCamera"> = await call("getCamera", { params: { id } });
      setEditing({ camera: value, etag });
    } catch (error) {
      refused(error);
    }
  }

  async function restore(camera: Camera) {
    try {
      await call("addCamera", { body: inputOf(camera) });
      notify({
        title: t("form.restored", { name: camera.name }),
        ...(camera.streams.some(({ hasCredentials }) => hasCredentials) && {
          description: t("form.restoredNoLogin"),
        }),
      });
    } catch (error) {
      refused(error);
    } finally {
      await askAgain("cameras", "feeds");
    }
  }

  async function remove(camera: Camera) {
    try {
      await call("removeCamera", { params: { id: camera.id } });
      notify({
        title: t("form.removed", { name: camera.name }),
        undo: { label: common("undo"), act: () => void restore(camera) },
      });
    } catch (error) {
      refused(error);
    } finally {
      await askAgain("cameras", "feeds");
    }
  }

  return { editing, setEditing, edit, remove };
}
