import { useTranslation } from "react-i18next";
import type { Content, Layout } from "../../layouts/layout.ts";
import type { Image } from "../../protocol/image.ts";
import type { LayoutTour } from "../../protocol/layout-tour.ts";
import type { Wall } from "../../layouts/site.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import { allows, type Role } from "../../protocol/role.ts";
import { cameraState } from "../tiles/shown-state.ts";
import { inOne } from "./drop.ts";
import type { StandbySheet } from "./standby-sheets.tsx";
import { folded, searchFor } from "../ui/words.ts";

export const entryKinds = ["camera", "group", "image", "layout", "wall", "act", "page"] as const;

/** One thing that the palette does. */
export interface Entry {
  /** Its own among all. */
  readonly key: string;
  readonly kind: (typeof entryKinds)[number];
  readonly name: string;
  /** Of a camera: what is typed to put it on a tile. */
  readonly number?: number;
  /** What else it is found by and told of. */
  readonly more: string;
  /** The key that does it without the palette. */
  readonly shortcut?: string;
  readonly run: () => void;
}

/** Acts by the keys that do them; those without a binding now are not offered. */
const acts = [
  ["take", "Enter", "Enter"],
  ["undoTake", "u", "U"],
  ["editing.undo", "$mod+z", "Ctrl Z"],
  ["editing.redo", "$mod+y", "Ctrl Y"],
  ["editing.swap", "x", "X"],
  ["editing.split", "s", "S"],
  ["editing.merge", "j", "J"],
  ["editing.maximise", "f", "F"],
  ["editing.pin", "b", "B"],
  ["editing.clear", "Delete", "Del"],
  ["tours.holdOrGo", "g", "G"],
  ["tours.nextCamera", ".", "."],
  ["tours.previousCamera", ",", ","],
] as const;

/** The other pages, and who at least may open them. */
export const deskPages = [
  ["watch", "/watch", "viewer"],
  ["stateOfAll", "/state", "viewer"],
  ["handover", "/papers/handover", "operator"],
  ["history", "/history", "operator"],
  ["reports", "/papers/month", "viewer"],
  ["prepare", "/incidents", "operator"],
  ["technician", "/technician", "technician"],
  ["people", "/people", "admin"],
  ["phone", "/phone", "viewer"],
] as const;

/** What the desk has and does now, of which the palette makes its entries. */
export interface Offered {
  readonly role: Role;
  readonly cameras: readonly Camera[];
  readonly feeds: readonly Feed[];
  readonly groups: readonly (readonly [name: string, count: number])[];
  readonly layouts: readonly Layout[];
  readonly walls: readonly Wall[];
  readonly bindings: Readonly<Record<string, () => void>>;
  readonly onCamera: (id: string) => void;
  readonly onGroup: (name: string) => void;
  readonly onPut: (content: Content) => void;
  /** Of this wall. */
  readonly layoutTours: readonly LayoutTour[];
  readonly onLayoutTour: (id: string) => void;
  readonly onLayout: (id: string) => void;
  readonly onWall: (id: string) => void;
  readonly onSimple: (() => void) | null;
  readonly images: readonly Image[];
  readonly onSheet: (sheet: StandbySheet) => void;
}

/** Everything that the palette of this desk does now. */
export function useEntries(props: Offered): readonly Entry[] {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const mayAct = allows(props.role, "operator");
  return [
    ...props.cameras.map((camera): Entry => {
      const state = common(`state.${cameraState(camera.id, props.feeds)}`);
      const more = [camera.group, state].filter((part) => part).join(" · ");
      const run = () => props.onCamera(camera.id);
      const { name, number } = camera;
      return {
        key: `camera ${camera.id}`,
        kind: "camera",
        name,
        ...(number !== undefined && { number }),
        more,
        run,
      };
    }),
    ...props.groups.map(([name, count]): Entry => {
      const more = t("tile.mosaic", { count });
      return { key: `group ${name}`, kind: "group", name, more, run: () => props.onGroup(name) };
    }),
    ...props.groups.flatMap(([group, count]): Entry[] => {
      const ids = props.cameras.filter((camera) => camera.group === group).map(({ id }) => id);
      const content = mayAct ? inOne(ids, "tour") : null;
      if (content === null) return [];
      const name = t("tours.ofGroup", { name: group });
      const more = t("tours.cameras", { count });
      return [{ key: `tour of ${group}`, kind: "group", name, more, run: () => props.onPut(content) }];
    }),
    ...props.layouts.map(({ id, name, tiles }): Entry => {
      const more = t("tiles", { count: tiles.length });
      return { key: `layout ${id}`, kind: "layout", name, more, run: () => props.onLayout(id) };
    }),
    ...props.walls.map(({ id, name }): Entry => {
      return { key: `wall ${id}`, kind: "wall", name, more: "", run: () => props.onWall(id) };
    }),
    ...props.layoutTours.flatMap(({ id, name }): Entry[] => {
      if (!mayAct) return [];
      const more = t("layoutTours.steps");
      const run = () => props.onLayoutTour(id);
      return [{ key: `tour ${id}`, kind: "act", name: t("layoutTours.startNamed", { name }), more, run }];
    }),
    ...acts.flatMap(([text, binding, shortcut]): Entry[] => {
      const run = props.bindings[binding];
      if (run === undefined || !mayAct) return [];
      return [{ key: `act ${text}`, kind: "act", name: t(text), more: "", shortcut, run }];
    }),
    ...props.images.flatMap(({ id, name }): Entry[] => {
      if (!mayAct) return [];
      const run = () => props.onPut({ kind: "image", imageId: id });
      return [{ key: `image ${id}`, kind: "image", name, more: t("tile.image"), run }];
    }),
    ...(["standby", "greeting"] as const).flatMap((sheet): Entry[] => {
      if (!mayAct) return [];
      const run = () => props.onSheet(sheet);
      return [{ key: `sheet ${sheet}`, kind: "act", name: t(`pictures.${sheet}.title`), more: "", run }];
    }),
    ...(mayAct
      ? [
          {
            key: "new text",
            kind: "act" as const,
            name: t("pictures.newText"),
            more: "",
            run: () => props.onPut({ kind: "text", text: t("pictures.newText"), size: "fill" }),
          },
        ]
      : []),
    ...deskPages.flatMap(([text, path, role]): Entry[] => {
      if (!allows(props.role, role)) return [];
      const run = () => location.assign(path);
      return [{ key: `page ${path}`, kind: "page", name: common(text), more: "", run }];
    }),
    ...(props.onSimple === null
      ? []
      : [{ key: "simple", kind: "page" as const, name: t("simple.use"), more: "", run: props.onSimple }]),
  ];
}

/** Of each kind so many are listed at once: who wants another writes more of it. */
const MOST_OF_A_KIND = 30;

/** Order of two distances, of which both may be without end. */
const nearer = (a: number, b: number) => (a === b ? 0 : a - b);

/** Entries that `sought` finds, those used last first, and no more of a kind than a list shows at once. */
export function foundEntries(
  entries: readonly Entry[],
  sought: string,
  used: readonly string[],
): readonly Entry[] {
  const matches = searchFor(sought);
  const digits = /^\d+$/.test(sought.trim()) ? sought.trim() : null;
  // Whoever writes a number means the camera that has it, then those whose number begins so.
  const nearness = ({ number }: Entry) => {
    const own = String(number ?? "");
    return digits !== null && own.startsWith(digits) ? own.length - digits.length : Number.POSITIVE_INFINITY;
  };
  const ranks = new Map(used.map((key, at) => [key, at]));
  const counts = new Map<string, number>();
  return entries
    .filter(({ name, number = "", more, shortcut = "" }) =>
      matches(folded(`${number} ${name} ${more} ${shortcut}`)),
    )
    .toSorted(
      (a, b) =>
        nearer(nearness(a), nearness(b)) ||
        (ranks.get(a.key) ?? used.length) - (ranks.get(b.key) ?? used.length),
    )
    .filter(({ kind }) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return count <= MOST_OF_A_KIND;
    });
}
