import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { applyEdits, type Edit, editsBetween } from "../../layouts/edit/edit.ts";
import type { Outcome } from "../../layouts/edit/outcome.ts";
import type { Layout, Tile } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import { asApiError } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";
import type { Conflicts, EditDoor, EditPlace } from "./edit-acts.ts";
import type { Place } from "./chosen.ts";

/** What an act is called when it is told of. */
export type ActName =
  | "put"
  | "swap"
  | "split"
  | "merge"
  | "maximise"
  | "pin"
  | "clear"
  | "move"
  | "size"
  | "rename"
  | "add"
  | "copy"
  | "remove";

/** One act of this person, which one press takes back. */
type Step =
  | {
      readonly kind: "edits";
      readonly name: ActName;
      readonly place: EditPlace;
      readonly forth: readonly Edit[];
      readonly back: readonly Edit[];
    }
  | { readonly kind: "added" | "removed"; readonly name: ActName; readonly layout: Layout };

/** Somebody else did something else to the same tile. */
class Overtaken extends Error {
  readonly conflicts: Conflicts;

  constructor(conflicts: Conflicts) {
    super("somebody else was first");
    this.conflicts = conflicts;
  }
}

/** Steps that are remembered; who goes further back than this takes an old layout. */
const MOST_STEPS = 200;

const newId = (of: "t" | "layout") => `${of}-${crypto.randomUUID().slice(0, 8)}`;

/** Gives a tile an id that nobody else gives. */
export const mint = () => newId("t");

interface EditingProps {
  readonly door: EditDoor;
  readonly wall: Wall | undefined;
  readonly preview: Layout | null;
  readonly mayEdit: boolean;
  readonly onPreview: (id: string | null) => void;
  /** Cameras that were put on a tile. */
  readonly onCameras: (ids: readonly string[]) => void;
}

/** Edits layouts with undo and redo of one's own acts, and says what each did. */
export function useEditing({ door, wall, preview, mayEdit, onPreview, onCameras }: EditingProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const done = useRef<Step[]>([]);
  const undone = useRef<Step[]>([]);
  const [counts, setCounts] = useState({ done: 0, undone: 0 });
  const [told, setTold] = useState({ text: "", times: 0 });
  const turns = useRef({ given: 0, told: 0 });

  /** Says `text` of the act of that turn, by default of one just now; an answer that comes late silences nothing newer. */
  function tell(text: string, turn = nextTurn()) {
    if (turn < turns.current.told) return;
    turns.current.told = turn;
    setTold(({ times }) => ({ text, times: times + 1 }));
  }

  function nextTurn(): number {
    turns.current.given += 1;
    return turns.current.given;
  }

  function counted() {
    setCounts({ done: done.current.length, undone: undone.current.length });
  }

  function refuse(text: string) {
    tell(text);
    notify({ title: text });
  }

  async function run(step: Step, way: "forth" | "back"): Promise<void> {
    if (step.kind === "edits") {
      if (step.place.kind === "layout") onPreview(step.place.id);
      const conflicts = await door.edit(step.place, step[way], door.now(step.place)?.tiles ?? []);
      if (conflicts.length > 0) throw new Overtaken(conflicts);
      return;
    }
    const adds = (step.kind === "added") === (way === "forth");
    onPreview(adds ? step.layout.id : null);
    return adds ? door.add(step.layout) : door.remove(step.layout.id);
  }

  /** Does a step, and says `words` of it once it is done; one that the core refuses was none. */
  async function go(
    step: Step,
    way: "forth" | "back",
    words: string,
    [from, to]: readonly [Step[], Step[]],
  ): Promise<boolean> {
    const turn = nextTurn();
    const at = from.indexOf(step);
    if (at >= 0) from.splice(at, 1);
    to.push(step);
    if (to.length > MOST_STEPS) to.shift();
    counted();
    try {
      await run(step, way);
      tell(words, turn);
      return true;
    } catch (error) {
      const mine = to.indexOf(step);
      if (mine >= 0) to.splice(mine, 1);
      counted();
      if (error instanceof Overtaken) overtaken(step, way, to, error.conflicts);
      else notify({ title: common("failed"), description: asApiError(error).message });
      return false;
    }
  }

  /** Somebody else was first at the same tile: theirs stands, and mine is laid over it by one press. */
  function overtaken(step: Step, way: "forth" | "back", to: Step[], conflicts: Conflicts) {
    const by = [...new Set(conflicts.map((one) => one.by))].join(", ");
    const title = t("editing.overtaken", { by });
    tell(title);
    notify({
      title,
      description: t("editing.theirs"),
      undo: {
        label: t("editing.mine"),
        act: () => {
          if (step.kind !== "edits") return;
          const seen = door.now(step.place)?.tiles ?? [];
          const back = editsBetween(applyEdits(seen, step.forth), seen);
          to.push(way === "forth" ? { ...step, back } : step);
          counted();
          door.edit(step.place, step[way], seen, true).catch((error: unknown) => {
            notify({ title: common("failed"), description: asApiError(error).message });
          });
        },
      },
    });
  }

  const goBack = (step: Step, words: string) => go(step, "back", words, [done.current, undone.current]);

  async function begin(step: Step, words: string, accepted?: () => void): Promise<void> {
    undone.current = [];
    if (await go(step, "forth", words, [[], done.current])) accepted?.();
  }

  const undoneWords = (step: Step) => t("editing.undone", { act: t(`editing.acts.${step.name}`) });

  /** A layout of this wall like `tiles`; not yet kept. */
  function layoutOf(title: string, tiles: readonly Tile[]): Layout | null {
    return wall === undefined
      ? null
      : { id: newId("layout"), name: title.slice(0, 120), wallId: wall.id, tiles: [...tiles] };
  }

  /** The kept layout in the preview, where it is one of this wall: only such a one is edited as it is. */
  function ownPreview(): Layout | null {
    const kept = preview === null ? undefined : door.keptLayout(preview.id);
    return kept?.wallId === wall?.id ? (kept ?? null) : null;
  }

  /** Where edits of a place go; null where they make a layout of their own. */
  function placeOf(on: Place): EditPlace | null {
    if (on === "glass") return wall === undefined ? null : { kind: "wall", id: wall.id };
    const kept = ownPreview();
    return kept === null ? null : { kind: "layout", id: kept.id };
  }

  /** The tiles of a place as they stand now. */
  function tilesOf(on: Place): readonly Tile[] {
    const place = placeOf(on);
    return (place === null ? preview?.tiles : door.now(place)?.tiles) ?? [];
  }

  return {
    told,
    tell,
    refuse,
    tilesOf,
    canUndo: counts.done > 0,
    canRedo: counts.undone > 0,

    /** Does what `make` makes of the tiles there; answers the tiles that it was about, or null where it was refused. */
    act(
      on: Place,
      name: ActName,
      make: (tiles: readonly Tile[], on: Wall) => Outcome,
    ): readonly string[] | null {
      if (!mayEdit || wall === undefined) return null;
      const before = tilesOf(on);
      const outcome = make(before, wall);
      if (!outcome.done) {
        refuse(t(`editing.refused.${outcome.why}`));
        return null;
      }
      const forth = editsBetween(before, outcome.tiles);
      if (forth.length === 0) return outcome.about;
      const was = new Map(before.map(({ id, content }) => [id, content]));
      const put = forth.flatMap((edit) => {
        if (edit.kind !== "put" || edit.tile.content.kind !== "camera") return [];
        const { cameraId } = edit.tile.content;
        const old = was.get(edit.tile.id);
        return old?.kind === "camera" && old.cameraId === cameraId ? [] : [cameraId];
      });
      const place = placeOf(on);
      const made = place === null ? layoutOf(preview?.name ?? t("editing.newName"), outcome.tiles) : null;
      let step: Step;
      if (place !== null)
        step = { kind: "edits", name, place, forth, back: editsBetween(outcome.tiles, before) };
      else if (made !== null) step = { kind: "added", name, layout: made };
      else return null;
      const isAbove = outcome.told !== null;
      const words = [t(`editing.told.${name}`), isAbove ? t("editing.above") : ""].join(" ").trim();
      void begin(step, words, () => {
        if (put.length > 0 && name === "put") onCameras(put);
        if (isAbove) notify({ title: t("editing.above") });
      });
      return outcome.about;
    },

    rename(title: string) {
      const kept = ownPreview();
      const name = title.trim().slice(0, 120);
      if (!mayEdit || kept === null || name === "" || name === kept.name) return;
      const step: Step = {
        kind: "edits",
        name: "rename",
        place: { kind: "layout", id: kept.id },
        forth: [{ kind: "rename", name }],
        back: [{ kind: "rename", name: kept.name }],
      };
      void begin(step, t("editing.told.rename"));
    },

    /** An empty layout in the preview. */
    addNew: () => {
      const made = mayEdit ? layoutOf(t("editing.newName"), []) : null;
      if (made === null) return;
      void begin({ kind: "added", name: "add", layout: made }, t("editing.told.add"));
    },

    /** A layout of these tiles, in the preview. */
    keep(title: string, tiles: readonly Tile[]) {
      const made = mayEdit ? layoutOf(title, tiles) : null;
      if (made === null) return;
      void begin({ kind: "added", name: "copy", layout: made }, t("editing.told.copy", { name: title }));
    },

    /** Removes the layout in the preview; the notice takes it back, as undo does. */
    remove() {
      const kept = preview === null ? undefined : door.keptLayout(preview.id);
      if (!mayEdit || kept === undefined) return;
      const step: Step = { kind: "removed", name: "remove", layout: kept };
      const title = t("editing.told.remove", { name: kept.name });
      const act = () => {
        if (done.current.includes(step)) void goBack(step, undoneWords(step));
      };
      void begin(step, title, () => notify({ title, undo: { label: common("undo"), act } }));
    },

    /** Takes one's last act back; false where there is none. */
    undo(): boolean {
      const step = done.current.at(-1);
      if (step === undefined) return false;
      void goBack(step, undoneWords(step));
      return true;
    },

    redo() {
      const step = undone.current.at(-1);
      if (step === undefined) return;
      const words = t("editing.redone", { act: t(`editing.acts.${step.name}`) });
      void go(step, "forth", words, [undone.current, done.current]);
    },
  };
}

export type EditingFace = ReturnType<typeof useEditing>;
