import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../protocol/camera.ts";
import { PICTURE_TIME_HEADER } from "../../protocol/minute.ts";
import { call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";
import { useToldActs } from "../ui/told-acts.ts";

const OF_WALL = ["wall", "outputs"] as const;
const NOTHING = [] as const;

/** Plays the last seconds in tiles of one wall, and goes back to live. */
export function useReplays(wallId: string) {
  const run = useToldActs(OF_WALL);

  return {
    start: (tileId: string, secondsBack: number) =>
      run(() => call("startReplay", { params: { id: wallId, tileId }, body: { secondsBack } })),
    stop: (tileId: string) => run(() => call("stopReplay", { params: { id: wallId, tileId } })),
  };
}

/** A picture as it was answered: where the page finds it, and when it came. */
export interface SeenPicture {
  readonly url: string;
  readonly at: string;
}

/** Takes pictures and clips of one camera out of what is kept. */
export function useKept(camera: Camera) {
  const { t } = useTranslation("console");
  const notify = useNotices();
  const askAgain = useAskAgain();
  const told = useToldActs(NOTHING);
  const [picture, setPicture] = useState<SeenPicture | null>(null);
  const [busy, setBusy] = useState<"picture" | "clip" | null>(null);
  useEffect(() => () => URL.revokeObjectURL(picture?.url ?? ""), [picture]);

  async function run(what: "picture" | "clip", act: () => Promise<void>): Promise<void> {
    setBusy(what);
    await told(act);
    setBusy(null);
  }

  return {
    picture,
    busy,
    takePicture: () =>
      run("picture", async () => {
        const { value } = await call("picture", { params: { id: camera.id } });
        const at = value.headers.get(PICTURE_TIME_HEADER) ?? "";
        setPicture({ url: URL.createObjectURL(value.blob), at });
      }),
    closePicture: () => setPicture(null),
    /** Of the last `seconds`. */
    makeClip: (seconds: number) =>
      run("clip", async () => {
        // By the core's clock: this machine's may be wrong.
        await call("makeClip", { params: { id: camera.id }, body: { lastSeconds: seconds } });
        notify({ title: t("kept.clipMade", { name: camera.name }) });
        await askAgain("clips");
      }),
  };
}
