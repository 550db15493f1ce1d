import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Present } from "../ui/gate.tsx";
import { Technician } from "./technician.tsx";

const AsBuilt = lazy(async () => ({ default: (await import("./sheet/as-built.tsx")).AsBuilt }));
const RoomPage = lazy(async () => ({ default: (await import("./room/room-page.tsx")).RoomPage }));

/** The technician's page, or what its address names of it: the sheet to print, or the room. */
export function View({ me }: { me: Present }) {
  const { t } = useTranslation();
  const { pathname } = location;
  if (pathname !== "/technician/sheet" && pathname !== "/technician/room") return <Technician me={me} />;
  return (
    <Suspense fallback={<p role="status">{t("core.opening")}</p>}>
      {pathname === "/technician/sheet" ? <AsBuilt /> : <RoomPage />}
    </Suspense>
  );
}
