import { useTranslation } from "react-i18next";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import {
  type CoreTime,
  DrillWord,
  Expiry,
  SourceWords,
  useAge,
  useCoreNow,
} from "../tiles/incident-words.tsx";
import type { TypeSizes } from "../tiles/type-sizes.ts";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityMark } from "../ui/marks.tsx";
import type { BannerBox } from "./banner-box.ts";

const AGE_MS = 10_000;

interface BannerProps extends CoreTime {
  /** The worst of those that ask for somebody. */
  readonly incident: GlassIncident;
  /** How many ask, it among them; `more`: and some that this page was not told of. */
  readonly count: number;
  readonly more: boolean;
  readonly box: BannerBox;
  readonly sizes: TypeSizes;
  /** Canvas pixels below it. */
  readonly bottomPx: number;
  /** Whether the core is lost, and all this of before. */
  readonly old: boolean;
}

/** What asks for somebody in the room, above the ticker and over no label. */
export function Banner({ incident, count, more, box, sizes, bottomPx, old, ...time }: BannerProps) {
  const { t } = useTranslation("wall");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();
  const age = useAge();
  const now = useCoreNow(time.clockOffsetMs, AGE_MS);
  const { severity, kind, text, place, expiresAt } = incident;
  const said = `${text.toLocaleLowerCase()} `.startsWith(`${kindWord(kind).toLocaleLowerCase()} `);
  return (
    <aside
      className="banner"
      data-severity={severity}
      data-lines={box.lines}
      data-old={old}
      style={{ bottom: bottomPx, height: box.heightPx, fontSize: sizes.banner }}
    >
      <p className="banner-severity">
        <SeverityMark severity={severity} />
        {common(`severity.${severity}`)}
      </p>
      <div className="banner-words">
        <p className="banner-what">
          <DrillWord incident={incident} />
          {!said && <strong className="banner-kind">{kindWord(kind)}</strong>}
          <strong className="banner-text">{text}</strong>
        </p>
        <p className="banner-facts" style={{ fontSize: sizes.label }}>
          {expiresAt !== undefined && <Expiry expiresAt={expiresAt} {...time} />}
          <span>{age(now - Date.parse(incident.occurredAt))}</span>
          <SourceWords incident={incident} now={now} zone={time.zone} />
          {place !== undefined && <span className="banner-place">{place}</span>}
          {count > 1 && <span>{t("oneOf", { count: more ? `${count}+` : `${count}` })}</span>}
        </p>
      </div>
    </aside>
  );
}
