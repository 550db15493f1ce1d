import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

/** Text to be copied: by its button, or by hand where the browser has no clipboard for this page. */
export function Copyable({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation("incidents");
  const box = useRef<HTMLPreElement>(null);
  const [said, setSaid] = useState("");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(t("copied"));
    } catch {
      // Refused, or no secure context: it is marked for the keys that copy.
      if (box.current !== null) getSelection()?.selectAllChildren(box.current);
      setSaid(t("copyByKeys"));
    }
  }

  return (
    <div className="copyable">
      <pre ref={box} tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <button type="button" className="button small" onClick={() => void copy()}>
        {t("copy")}
      </button>
      <span role="status" className="dim small">
        {said}
      </span>
    </div>
  );
}
