import type { Migration } from "../migrate.ts";
import { first } from "./001-first.ts";
import { formats } from "./002-formats.ts";
import { onvif } from "./003-onvif.ts";
import { clips } from "./004-clips.ts";
import { incidents } from "./005-incidents.ts";
import { drills } from "./006-drills.ts";
import { history } from "./007-history.ts";
import { hooks } from "./008-hooks.ts";
import { followup } from "./009-followup.ts";
import { rules } from "./010-rules.ts";
import { likenesses } from "./011-likenesses.ts";
import { evidence } from "./012-evidence.ts";
import { drillRuns } from "./013-drill-runs.ts";
import { layoutEdits } from "./014-layout-edits.ts";
import { people } from "./015-people.ts";
import { sightings } from "./016-sightings.ts";
import { cameraNumbers } from "./017-camera-numbers.ts";
import { favourites } from "./018-favourites.ts";
import { simple } from "./019-simple.ts";
import { handovers } from "./020-handovers.ts";
import { pastPictures } from "./021-past-pictures.ts";

/** In order; a released one is never edited, a change of the schema is a new file and a line here. */
export const migrations: readonly Migration[] = [
  first,
  formats,
  onvif,
  clips,
  incidents,
  drills,
  history,
  hooks,
  followup,
  rules,
  likenesses,
  evidence,
  drillRuns,
  layoutEdits,
  people,
  sightings,
  cameraNumbers,
  favourites,
  simple,
  handovers,
  pastPictures,
];
