import { memo, useMemo } from "react";
import type { Site } from "../../layouts/site.ts";
import { BrightnessPart } from "./brightness.tsx";
import { MapPart } from "./map-part.tsx";
import { TestPatterns } from "./patterns.tsx";
import { SiteFile } from "./site-file.tsx";
import { StageChoice } from "./stage-choice.tsx";
import { useSiteChange } from "./use-site-change.ts";

interface StoredPartsProps {
  readonly site: Site;
  readonly etag: string | null;
  readonly mayEdit: boolean;
  /** The panel that is selected, where the stored site knows it. */
  readonly wallId: string | null;
  readonly panelId: string | null;
}

/** What works on the stored site and not on the draft: an edit does not draw it again. */
export const StoredParts = memo(function StoredParts(props: StoredPartsProps) {
  const { site, etag, mayEdit, wallId, panelId } = props;
  const change = useSiteChange();
  const put = (after: Site, done: string) => change(site, after, etag, done);
  const panel = useMemo(
    () => (wallId === null || panelId === null ? null : { wallId, panelId }),
    [wallId, panelId],
  );
  return (
    <>
      <TestPatterns site={site} panel={panel} mayEdit={mayEdit} />
      <StageChoice site={site} mayEdit={mayEdit} put={put} />
      <BrightnessPart key={JSON.stringify(site.brightness)} site={site} mayEdit={mayEdit} put={put} />
      <MapPart mayEdit={mayEdit} />
      <SiteFile site={site} mayEdit={mayEdit} put={put} />
    </>
  );
});
