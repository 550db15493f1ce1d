import { Tabs } from "@base-ui/react/tabs";
import { useTranslation } from "react-i18next";
import { Sheet } from "../ui/sheet.tsx";
import { ImportFile } from "./import-file.tsx";
import { SearchNetwork } from "./search-network.tsx";

interface AddingProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Adds many cameras: those that answer on the network, or those of a file. */
export function AddingSheet({ open, onOpenChange }: AddingProps) {
  const { t } = useTranslation("console");
  const done = () => onOpenChange(false);
  return (
    <Sheet title={t("knowing.title")} open={open} onOpenChange={onOpenChange}>
      <Tabs.Root defaultValue="search" className="adding">
        <Tabs.List className="tabs" aria-label={t("knowing.title")}>
          <Tabs.Tab className="tab" value="search">
            {t("knowing.search")}
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="file">
            {t("knowing.file")}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="search" className="form">
          <SearchNetwork onDone={done} />
        </Tabs.Panel>
        <Tabs.Panel value="file" className="form">
          <ImportFile onDone={done} />
        </Tabs.Panel>
      </Tabs.Root>
    </Sheet>
  );
}
