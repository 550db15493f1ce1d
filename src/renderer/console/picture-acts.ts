import { useTranslation } from "react-i18next";
import { type Image, IMAGE_BYTES } from "../../protocol/image.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

const MB = 1024 * 1024;

/** Uploads pictures, removes them and brings them back; whatever is refused is told. */
export function usePictureActs() {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const failed = (error: unknown) =>
    notify({ title: common("failed"), description: asApiError(error).message });

  async function restore(id: string) {
    try {
      const { value } = await call("restoreImage", { params: { id } });
      notify({ title: t("pictures.restored", { name: value.name }) });
    } catch (error) {
      failed(error);
    } finally {
      await askAgain("images");
    }
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
      try {
        const body = new Uint8Array(await file.arrayBuffer());
        const { value } = await call("addImage", { query: { name }, body });
        notify({ title: t("pictures.uploaded", { name: value.name }) });
        return value;
      } catch (error) {
        failed(error);
        return null;
      } finally {
        await askAgain("images");
      }
    },
    async remove({ id, name }: Image): Promise<void> {
      try {
        await call("removeImage", { params: { id } });
        notify({
          title: t("pictures.removed", { name }),
          undo: { label: common("undo"), act: () => void restore(id) },
        });
      } catch (error) {
        failed(error);
      } finally {
        await askAgain("images");
      }
    },
  };
}

export type PictureActs = ReturnType<typeof usePictureActs>;
