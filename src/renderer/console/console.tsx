import { useState } from "react";
import { useSite } from "../link/queries.ts";
import { useLivePictures } from "../tiles/live-pictures.ts";
import type { Present } from "../ui/gate.tsx";
import { Opening } from "../ui/opening.tsx";
import { Desk } from "./desk.tsx";

/** The operator's desk for one wall of the site at a time. */
export function Console({ me }: { me: Present }) {
  const site = useSite();
  const [chosen, setChosen] = useState<string | null>(null);
  const pictures = useLivePictures();
  const value = site.data?.value;
  if (value === undefined) return <Opening asked={site} />;
  const wallId = value.walls.find(({ id }) => id === chosen)?.id ?? value.walls[0]?.id ?? "";
  // Another wall is another desk: what was prepared or selected on the one means nothing on the other.
  return <Desk key={wallId} me={me} site={value} wallId={wallId} onWall={setChosen} pictures={pictures} />;
}
