import type { Site } from "../../layouts/site.ts";
import type { Present } from "../ui/gate.tsx";

export interface PartProps {
  readonly me: Present;
  readonly site: Site;
}
