import type { Display } from "../../protocol/display.ts";

/** The displays of this machine, as its shell found them last; none where it has none. */
export class MachineDisplays {
  #found: Display[] = [];

  get found(): Display[] {
    return this.#found;
  }

  tell(found: Display[]): void {
    this.#found = found;
  }
}
