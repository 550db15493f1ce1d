import { Menu } from "@base-ui/react/menu";

/** What may be done with a thing of the desk. */
export interface MenuAct {
  readonly name: string;
  readonly act: () => void;
}

interface HeldMenuProps {
  readonly label: string;
  /** Where it was asked for, pixels of the screen; null while it is not. */
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly acts: readonly MenuAct[];
  readonly onClose: () => void;
}

/** The menu of what a finger rests on, or the right button or the menu key was pressed on. */
export function HeldMenu({ label, at, acts, onClose }: HeldMenuProps) {
  if (at === null || acts.length === 0) return null;
  const anchor = { getBoundingClientRect: () => DOMRect.fromRect({ ...at, width: 0, height: 0 }) };
  return (
    <Menu.Root open onOpenChange={(open) => !open && onClose()}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} side="bottom" align="start" className="page-menu-place">
          <Menu.Popup className="page-menu" aria-label={label} finalFocus={false}>
            <p className="held-menu-head cut" aria-hidden="true">
              {label}
            </p>
            {acts.map(({ name, act }) => (
              <Menu.Item key={name} className="page-menu-item" onClick={act}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
