import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../protocol/camera.ts";
import type { Incident } from "../../protocol/incident.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useKindWord } from "../ui/kind-word.ts";
import { Sheet } from "../ui/sheet.tsx";
import { useNotices } from "../ui/toasts.tsx";
import { draftOf, emptyDraft, fieldsOf, type IncidentDraft, IncidentForm } from "./incident-form.tsx";
import { useIncidentActs } from "./incident-acts.ts";
import type { MeantPlace } from "./typed-place.ts";

interface NewIncidentSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly cameras: readonly Camera[];
  readonly earlier: readonly MeantPlace[];
  /** The camera that is looked at: its place is where it happened, unless somebody says otherwise. */
  readonly at: Camera | undefined;
  readonly onEntered: (id: string) => void;
}

function begun(at: Camera | undefined): IncidentDraft {
  if (at?.location === undefined) return emptyDraft;
  const { lat, lon } = at.location;
  return { ...emptyDraft, place: at.name, location: { lat, lon } };
}

/** Enters an incident. What is filled in stays when the sheet is closed by whatever, until it is sent or thrown away. */
export function NewIncidentSheet({ open, onOpenChange, at, onEntered, ...places }: NewIncidentSheetProps) {
  const { t } = useTranslation("console");
  const kindWord = useKindWord();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const [kept, setKept] = useState<IncidentDraft | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  function done() {
    setKept(null);
    setTrouble(null);
    onOpenChange(false);
  }

  async function send() {
    const { place, location, reporter, ...fields } = fieldsOf(kept ?? begun(at), kindWord);
    try {
      const { value } = await call("addIncident", {
        body: {
          ...fields,
          ...(place === null ? {} : { place }),
          ...(location === null ? {} : { location }),
          ...(reporter === null ? {} : { reporter }),
        },
      });
      done();
      notify({ title: t("followup.entry.sent"), description: value.text });
      onEntered(value.id);
      await askAgain("incidents");
    } catch (error) {
      setTrouble(asApiError(error).message);
    }
  }

  function openChange(next: boolean) {
    if (!next && kept !== null) notify({ title: t("followup.entry.kept") });
    onOpenChange(next);
  }

  return (
    <Sheet title={t("followup.entry.title")} open={open} onOpenChange={openChange}>
      <IncidentForm
        {...places}
        draft={kept ?? begun(at)}
        onDraft={setKept}
        action={t("followup.entry.send")}
        trouble={trouble}
        onSend={send}
        onDrop={done}
      />
    </Sheet>
  );
}

interface EditIncidentSheetProps {
  /** As it was when somebody began to edit it. */
  readonly incident: Incident;
  readonly cameras: readonly Camera[];
  readonly earlier: readonly MeantPlace[];
  readonly onDone: () => void;
}

/** Corrects an incident, unless somebody else changed it meanwhile. */
export function EditIncidentSheet({ incident, onDone, ...places }: EditIncidentSheetProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();
  const acts = useIncidentActs();
  const [draft, setDraft] = useState(draftOf(incident));

  async function send() {
    if ((await acts.edit(incident, fieldsOf(draft, kindWord))) !== null) onDone();
  }

  return (
    <Sheet title={t("followup.entry.editTitle")} open onOpenChange={(open) => !open && onDone()}>
      <IncidentForm
        {...places}
        draft={draft}
        onDraft={setDraft}
        action={common("save")}
        trouble={null}
        onSend={send}
        onDrop={onDone}
      />
    </Sheet>
  );
}
