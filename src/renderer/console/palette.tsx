import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../ui/keys.tsx";
import { type Entry, entryKinds, foundEntries, type Offered, useEntries } from "./palette-entries.ts";
import { keptList, remember } from "./used.ts";

interface PaletteProps {
  readonly person: string | null;
  readonly offered: Offered;
}

/** All that the desk does, by name: opened and closed by one key, gone through by words and arrows. */
export function Palette({ person, offered }: PaletteProps) {
  const [open, setOpen] = useState(false);
  useKeys({ "$mod+k": () => setOpen(true) }, "typing");
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="sheet-backdrop" />
        <Dialog.Popup className="palette">
          <PaletteList
            person={person}
            offered={offered}
            onDone={(entry) => {
              remember("used", person, [entry.key]);
              setOpen(false);
              entry.run();
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface PaletteListProps extends PaletteProps {
  readonly onDone: (entry: Entry) => void;
}

function PaletteList({ person, offered, onDone }: PaletteListProps) {
  const { t } = useTranslation("console");
  // Made here, so that nothing but an open palette names every camera with each key.
  const entries = useEntries(offered);
  const [sought, setSought] = useState("");
  const [used] = useState(() => keptList("used", person));
  // The key that opens it is answered by its field; the many entries follow. What is written finds at once, as Enter runs it:
  // also where somebody wrote before they followed.
  const followed = useDeferredValue(true, false);
  const listed = followed || sought !== "";
  const found = foundEntries(entries, sought, used);
  // With nothing written, what was used last stands alone on top.
  const recent = sought === "" ? found.filter(({ key }) => used.includes(key)) : [];
  const parts = [
    ["recent", recent] as const,
    ...entryKinds.map((kind) => {
      const own = found.filter((entry) => entry.kind === kind && !recent.includes(entry));
      return [kind, own] as const;
    }),
  ];
  return (
    <Command label={t("palette.title")} shouldFilter={false} loop>
      <Dialog.Title className="hidden-label">{t("palette.title")}</Dialog.Title>
      <Command.Input
        className="input palette-input"
        placeholder={t("palette.write")}
        value={sought}
        onValueChange={setSought}
      />
      <Command.List className="palette-list" label={t("palette.title")}>
        {listed && <Command.Empty className="empty">{t("noMatch", { text: sought })}</Command.Empty>}
        {parts.map(
          ([part, own]) =>
            listed &&
            own.length > 0 && (
              <Command.Group key={part} heading={t(`palette.${part}`)}>
                {own.map((entry) => (
                  <Command.Item key={entry.key} value={entry.key} onSelect={() => onDone(entry)}>
                    <span className="item-text">
                      <span className="item-name">
                        {entry.number !== undefined && <span className="camera-number">{entry.number} </span>}
                        {entry.name}
                      </span>
                      {entry.more !== "" && <span className="item-more">{entry.more}</span>}
                    </span>
                    {entry.shortcut !== undefined && <kbd>{entry.shortcut}</kbd>}
                  </Command.Item>
                ))}
              </Command.Group>
            ),
        )}
      </Command.List>
    </Command>
  );
}
