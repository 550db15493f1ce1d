import type { TypeSizes } from "../tiles/type-sizes.ts";

interface StandbyProps {
  /** The site's name: whose wall it is may be known to every visitor. */
  readonly site: string;
  readonly sizes: TypeSizes;
  readonly zIndex: number;
}

/** Over the whole wall and all that it tells, while somebody is in the room who must not see it. */
export function Standby({ site, sizes, zIndex }: StandbyProps) {
  return (
    <div className="standby" style={{ zIndex, fontSize: sizes.banner * 1.6 }}>
      <p>{site}</p>
    </div>
  );
}
