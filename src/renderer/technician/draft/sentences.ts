import { fill } from "../../../layouts/fill.ts";
import type { Values, Words } from "../../../layouts/problem.ts";

/** Why something that was entered is not taken over; what breaks a rule is said by that rule. */
const sentences = {
  notNumber: {
    id: "“{given}” bukan angka; {field} harus angka.",
    en: "“{given}” is not a number; {field} must be one.",
  },
  notWhole: {
    id: "{given} bukan bilangan bulat; {field} harus bulat.",
    en: "{given} is not a whole number; {field} must be one.",
  },
  outside: {
    id: "{given} di luar batas; {field} antara {least} dan {most}.",
    en: "{given} is out of range; {field} lies between {least} and {most}.",
  },
  noName: { id: "{field} masih kosong.", en: "{field} is empty." },
  tooManyPanels: {
    id: "{count} panel terlalu banyak; satu dinding paling banyak {most}.",
    en: "{count} panels are too many; a wall has at most {most}.",
  },
  wallsTooMany: {
    id: "Akan ada {count} dinding; satu situs paling banyak {most}.",
    en: "There would be {count} walls; a site has at most {most}.",
  },
  outputsTooMany: {
    id: "Akan ada {count} keluaran; satu situs paling banyak {most}.",
    en: "There would be {count} outputs; a site has at most {most}.",
  },
  viewportsTooMany: {
    id: "Akan ada {count} viewport; satu situs paling banyak {most}.",
    en: "There would be {count} viewports; a site has at most {most}.",
  },
  controllersTooMany: {
    id: "Akan ada {count} pengendali; satu situs paling banyak {most}.",
    en: "There would be {count} controllers; a site has at most {most}.",
  },
  nameTooLong: {
    id: "Nama dinding {wall} sepanjang {count} karakter; paling panjang {most}.",
    en: "The name of wall {wall} has {count} characters; there may be {most}.",
  },
  standsTooFar: {
    id: "Dinding {wall} akan berdiri di {x}, {y} mm, {base} mm di atas lantai; paling jauh {most} mm.",
    en: "Wall {wall} would stand at {x}, {y} mm, {base} mm above the floor; {most} mm is the farthest.",
  },
  canvasTooLong: {
    id: "Kanvas akan menjadi {width} x {height} px; satu sisi paling panjang {most} px.",
    en: "The canvas would be {width} x {height} px; a side has at most {most} px.",
  },
  faceTooLong: {
    id: "Muka dinding akan menjadi {width} x {height} mm; satu sisi paling panjang {most} mm.",
    en: "The face would be {width} x {height} mm; a side has at most {most} mm.",
  },
  tooFewOutputs: {
    id: "{count} keluaran {size} px tidak muat kanvas {canvas} px.",
    en: "{count} outputs of {size} px have no room for a canvas of {canvas} px.",
  },
  cannotFold: {
    id: "Kanvas selebar {width} px tidak terbagi rata atas {columns} kolom; hanya kabinet tanpa celah dapat dilipat.",
    en: "A canvas {width} px wide does not divide into {columns} equal columns; only cabinets without gaps can be folded.",
  },
  nothingToWire: {
    id: "Tidak ada kabinet LED dinding {wall} yang utuh di satu keluaran.",
    en: "No LED cabinet of wall {wall} is shown whole by one output.",
  },
  panelTooLarge: {
    id: "Panel {panel} {pixels} px; satu port {model} hanya {limit} px.",
    en: "Panel {panel} has {pixels} px; a port of {model} carries only {limit} px.",
  },
  notWireable: {
    id: "Panel {panel} tidak dapat disambung: hanya kabinet LED yang utuh di satu keluaran.",
    en: "Panel {panel} cannot be wired: only an LED cabinet that one output shows whole.",
  },
  outputFull: {
    id: "Keluaran {output} tidak punya piksel kosong untuk viewport baru.",
    en: "Output {output} has no free pixels for another viewport.",
  },
  lastOne: {
    id: "Situs harus memiliki sedikitnya satu dinding dan satu keluaran.",
    en: "A site must keep at least one wall and one output.",
  },
  noRoomToCopy: {
    id: "Tidak ada tempat kosong untuk {count} panel di kanan, di bawah, atau di samping dinding.",
    en: "There is no free place for {count} panels to the right, below, or beside the wall.",
  },
} as const satisfies Record<string, Words>;

export type Sentence = keyof typeof sentences;

/** A sentence with its values, in each language. */
export function say(sentence: Sentence, values: Values = {}): Words {
  const { id, en } = sentences[sentence];
  return { id: fill(id, values), en: fill(en, values) };
}
