import { Toast } from "@base-ui/react/toast";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** How long an act can be undone from its toast, milliseconds. */
const UNDO_MS = 12_000;

function Toasts() {
  const { toasts } = Toast.useToastManager();
  const { t } = useTranslation();
  return (
    <Toast.Portal>
      <Toast.Viewport className="toasts">
        {toasts.map((toast) => (
          <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={[]}>
            <Toast.Content className="toast-content">
              <div>
                <Toast.Title className="toast-title" render={<p />} />
                <Toast.Description className="toast-description" />
              </div>
              <Toast.Action className="button" />
              <Toast.Close className="button quiet" aria-label={t("close")}>
                ×
              </Toast.Close>
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  );
}

/** Puts short notices, and the undoing of acts, in the lower corner of the page. */
export function ToastGround({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={UNDO_MS}>
      {children}
      <Toasts />
    </Toast.Provider>
  );
}

export interface Notice {
  readonly title: string;
  readonly description?: string;
  readonly undo?: { readonly label: string; readonly act: () => void };
}

/** Tells of something done or refused; `undo` adds the button that takes it back. */
export function useNotices(): (notice: Notice) => void {
  const { add, close } = Toast.useToastManager();
  return ({ title, description, undo }) => {
    const id: string = add({
      title,
      description,
      ...(undo !== undefined && {
        actionProps: {
          children: undo.label,
          onClick() {
            close(id);
            undo.act();
          },
        },
      }),
    });
  };
}
