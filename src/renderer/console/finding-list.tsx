import type { Finding } from "../../protocol/finding.ts";
import { meaningOf } from "../../protocol/finding-sentences.ts";
import type { Severity } from "../../protocol/incident.ts";
import { useSpokenLanguage } from "../i18n/index.ts";
import { SeverityMark } from "../ui/marks.tsx";

const severities: Record<Finding["weight"], Severity> = { wrong: "high", costs: "medium", note: "low" };

/** What was found of a camera, each with what to do. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const language = useSpokenLanguage();
  return (
    <ul className="findings">
      {findings.map((finding) => {
        const { what, advice } = meaningOf(finding, language);
        return (
          <li key={finding.kind}>
            <SeverityMark severity={severities[finding.weight]} />
            <p>
              {what} <span className="dim">{advice}</span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
