import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Present } from "../ui/gate.tsx";
import { Technician } from "./technician.tsx";

const AsBuilt = lazy(async () => ({ default: (await import("./sheet/as-built.tsx")).AsBuilt }));

/** The technician's page, or what its address names of it: the sheet to print. */
export function View({ me }: { me: Present }) {
  const { t } = useTranslation();
  if (location.pathname !== "/technician/sheet") return <Technician me={me} />;
  return (
    <Suspense fallback={<p role="status">{t("core.opening")}</p>}>
      <AsBuilt />
    </Suspense>
  );
}
