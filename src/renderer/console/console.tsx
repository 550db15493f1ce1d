import { useState } from "react";
import { useSite } from "../link/queries.ts";
import { useLivePictures } from "../tiles/live-pictures.ts";
import type { Present } from "../ui/gate.tsx";
import { Opening } from "../ui/opening.tsx";
import { useDeskChoice } from "./desk-choice.ts";
import { Desk } from "./desk.tsx";
import { Simple } from "./simple.tsx";

/** The operator's desk for one wall of the site at a time. */
export function Console({ me }: { me: Present }) {
  const site = useSite();
  const [chosen, setChosen] = useState<string | null>(null);
  const pictures = useLivePictures();
  const [simple, setSimple] = useDeskChoice(me);
  const value = site.data?.value;
  if (value === undefined) return <Opening asked={site} />;
  const wallId = value.walls.find(({ id }) => id === chosen)?.id ?? value.walls[0]?.id ?? "";
  // Another wall is another desk: what was prepared or selected on the one means nothing on the other. So is that of
  // somebody else: nobody undoes the steps, or is present under the name, of who sat here before.
  const key = JSON.stringify([me.name, wallId]);
  const shared = { me, site: value, wallId, onWall: setChosen, pictures };
  return simple ? (
    <Simple key={key} {...shared} onLeave={() => setSimple(false)} />
  ) : (
    <Desk key={key} {...shared} onSimple={() => setSimple(true)} />
  );
}
