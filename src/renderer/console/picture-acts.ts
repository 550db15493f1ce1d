import { useTranslation } from "react-i18next";
import { type Image, IMAGE_BYTES } from "../../protocol/image.ts";
import { call } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";
import { useToldActs } from "../ui/told-acts.ts";

const ASKED = ["images"] as const;

const MB = 1024 * 1024;

/** Uploads pictures, removes them and brings them back; whatever is refused is told. */
export function usePictureActs() {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const run = useToldActs(ASKED);

  async function restore(id: string) {
    await run(async () => {
      const { value } = await call("restoreImage", { params: { id } });
      notify({ title: t("pictures.restored", { name: value.name }) });
    });
  }

  return {
    /** Null where it was refused. */
    async upload(file: File): Promise<Image | null> {
      const name =
        file.name
          .replace(/\.[a-z]{3,4}$/i, "")
          .trim()
          .slice(0, 120) || t("tile.image");
      if (file.size > IMAGE_BYTES) {
        const size = (file.size / MB).toFixed(0);
        notify({ title: t("pictures.tooLarge", { name, size, most: IMAGE_BYTES / MB }) });
        return null;
      }
      return run(async () => {
        const body = new Uint8Array(await file.arrayBuffer());
        const { value } = await call("addImage", { query: { name }, body });
        notify({ title: t("pictures.uploaded", { name: value.name }) });
        return value;
      });
    },
    async remove({ id, name }: Image): Promise<void> {
      await run(async () => {
        await call("removeImage", { params: { id } });
        notify({
          title: t("pictures.removed", { name }),
          undo: { label: common("undo"), act: () => void restore(id) },
        });
      });
    },
  };
}

export type PictureActs = ReturnType<typeof usePictureActs>;
