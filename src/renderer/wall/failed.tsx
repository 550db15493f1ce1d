import { Component, type ReactNode } from "react";
import { i18n } from "../i18n/index.ts";
import { PageSlate } from "./page-slate.tsx";
import { reloadWhenServed } from "./reload.ts";

/** What a page that cannot draw itself does: it says so and loads itself anew, because nobody stands before a wall. */
export class Failed extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error("the output page failed", error);
    setTimeout(reloadWhenServed, 4000);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <PageSlate
        title={i18n.t("slate.failed", { ns: "wall" })}
        help={i18n.t("slate.failedHelp", { ns: "wall" })}
      />
    );
  }
}
