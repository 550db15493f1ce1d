import { standingOf } from "../floor-plan.ts";
import { panelModels, type PanelModelName } from "../library.ts";
import { bezelsOf } from "../panel.ts";
import type { Note, Site } from "../site.ts";

const indonesian = (value: number): string => String(value).replace(".", ",");

/** To a hundredth of a millimetre; what is added and taken off again is not exact. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** That the sizes of a panel of the library are assumed, and which they are. */
export function panelNote(name: PanelModelName): Note {
  const { name: about, widthMm, heightMm, bezelMm, pixels } = panelModels[name];
  const { left, right, top, bottom } = bezelsOf({ bezelMm });
  const width = rounded(widthMm - left - right);
  const height = rounded(heightMm - top - bottom);
  const px = `${pixels.width} x ${pixels.height} px`;
  const size = (inWords: (value: number) => string) => `${inWords(width)} x ${inWords(height)} mm`;
  return {
    about,
    basis: "assumed",
    text: `Gambar ${size(indonesian)}, bingkai ${indonesian(left)} mm tiap sisi, ${px}: ukuran lazim kelas itu, bukan dari lembar data pembuatnya. Ukur di tempat.`,
    en: {
      about,
      text: `Picture ${size(String)}, border ${left} mm on each side, ${px}: common sizes of that class, not from its maker's sheet. Measure on site.`,
    },
  };
}

/** That it is assumed where each wall of a site stands and from where it is looked at, a note for each wall. */
export function placeNotes({ rooms, walls }: Pick<Site, "rooms" | "walls">): Note[] {
  return walls.map((wall): Note => {
    const { name, viewing } = wall;
    const room = rooms.find(({ id }) => id === wall.roomId);
    const { xMm, yMm, baseMm, facingDeg } = standingOf(wall, room?.widthMm);
    const seen =
      viewing === undefined
        ? { id: "", en: "" }
        : {
            id: ` Dilihat dari ${viewing.nearestMm} sampai ${viewing.farthestMm} mm.`,
            en: ` Looked at from ${viewing.nearestMm} to ${viewing.farthestMm} mm.`,
          };
    return {
      about: `Letak ${name}`,
      basis: "assumed",
      text: `${indonesian(xMm)} mm dari kiri dan ${indonesian(yMm)} mm dari belakang ruang, menghadap ${facingDeg}°, tepi bawah ${baseMm} mm dari lantai.${seen.id} Sumber tidak menyebutnya; ukur di tempat.`,
      en: {
        about: `Where ${name} stands`,
        text: `${xMm} mm from the left and ${yMm} mm from the back of the room, facing ${facingDeg}°, lower edge ${baseMm} mm above the floor.${seen.en} The source does not say; measure on site.`,
      },
    };
  });
}
