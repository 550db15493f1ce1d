import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import { Sheet } from "../ui/sheet.tsx";
import { GreetingForm } from "./greeting-form.tsx";
import { useStandbyActs } from "./standby-acts.ts";
import { StandbyForm } from "./standby-form.tsx";

/** What stands over a hidden wall, and the greeting that is made to stand there or to be shown as any layout. */
export type StandbySheet = "standby" | "greeting";

interface StandbySheetsProps {
  readonly open: StandbySheet | null;
  readonly onOpen: (sheet: StandbySheet | null) => void;
  readonly wall: Wall;
  /** Of all walls. */
  readonly layouts: readonly Layout[];
  /** Whether the site's logo may be chosen. */
  readonly mayEdit: boolean;
  /** A layout of a greeting was made. */
  readonly onMade: (layoutId: string) => void;
}

/** The sheets about one wall's standby picture, of which one leads to the other. */
export function StandbySheets({ open, onOpen, wall, layouts, mayEdit, onMade }: StandbySheetsProps) {
  const { t } = useTranslation("console");
  const acts = useStandbyActs(wall.id);
  const titles = { standby: t("pictures.standby.title"), greeting: t("pictures.greeting.title") };
  const sheetOf = (sheet: StandbySheet) => ({
    title: titles[sheet],
    open: open === sheet,
    onOpenChange: (opens: boolean) => onOpen(opens ? sheet : null),
  });
  return (
    <>
      <Sheet {...sheetOf("standby")}>
        <StandbyForm {...{ wall, layouts, mayEdit, acts }} onGreeting={() => onOpen("greeting")} />
      </Sheet>
      <Sheet {...sheetOf("greeting")}>
        <GreetingForm {...{ wall, acts, onMade }} />
      </Sheet>
    </>
  );
}
