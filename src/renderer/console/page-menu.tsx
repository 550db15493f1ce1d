import { Menu } from "@base-ui/react/menu";
import { useTranslation } from "react-i18next";
import { allows, type Role } from "../../protocol/role.ts";
import { deskPages } from "./palette-entries.ts";

interface PageMenuProps {
  readonly role: Role;
  /** To the simple desk; absent for who may not take. */
  readonly onSimple: (() => void) | null;
}

/** Where else one can go from the desk. */
export function PageMenu({ role, onSimple }: PageMenuProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  return (
    <Menu.Root>
      <Menu.Trigger className="button">{t("simple.pages")}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="end" sideOffset={4} className="page-menu-place">
          <Menu.Popup className="page-menu">
            {deskPages
              .filter(([, , least]) => allows(role, least))
              .map(([name, path]) => (
                <Menu.Item key={path} className="page-menu-item" render={<a href={path}>{common(name)}</a>} />
              ))}
            {onSimple !== null && (
              <Menu.Item className="page-menu-item" onClick={onSimple}>
                {t("simple.use")}
              </Menu.Item>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
