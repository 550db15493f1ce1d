import { useTranslation } from "react-i18next";
import { isKnownKind } from "../../protocol/incident-kind.ts";

/** What a kind of incident is called; one that has no word of ours as its source writes it. */
export function useKindWord(): (kind: string) => string {
  const { t } = useTranslation();
  return (kind) => (isKnownKind(kind) ? t(`kind.${kind}`) : kind);
}
