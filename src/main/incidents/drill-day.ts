import type { Camera } from "../../protocol/camera.ts";
import type { DrillScript, DrillStep } from "../../protocol/drill.ts";

/** The drill that every site has. */
export const DRILL_DAY = "hari-latihan";

type Told = Extract<DrillStep, { what: "reported" }>["incident"];

interface Scene {
  readonly ref: string;
  readonly atMin: number;
  readonly incident: Pick<Told, "kind" | "severity" | "text">;
  /** Minutes after its report. */
  readonly later?: readonly {
    readonly atMin: number;
    readonly severity: Told["severity"];
    readonly text: string;
  }[];
  readonly endsMin: number;
  readonly outcome: string;
}

/** A working day from the morning's traffic to the evening's fire; three happen at once at noon. */
const scenes: readonly Scene[] = [
  {
    ...{ ref: "pagi", atMin: 5, endsMin: 40, outcome: "Arus lancar" },
    incident: { kind: "traffic", severity: "low", text: "Antrean kendaraan pada jam masuk sekolah" },
  },
  {
    ...{ ref: "tabrakan", atMin: 55, endsMin: 50, outcome: "Korban dirujuk, jalan dibuka" },
    incident: { kind: "accident", severity: "high", text: "Tabrakan dua sepeda motor, satu lajur tertutup" },
    later: [{ atMin: 8, severity: "critical", text: "Tabrakan dua sepeda motor, satu korban tidak sadar" }],
  },
  {
    ...{ ref: "pohon", atMin: 120, endsMin: 75, outcome: "Pohon dipotong" },
    incident: { kind: "tree", severity: "medium", text: "Pohon tumbang menutup trotoar" },
  },
  {
    ...{ ref: "hujan", atMin: 180, endsMin: 150, outcome: "Peringatan berakhir" },
    incident: {
      kind: "weather",
      severity: "medium",
      text: "Peringatan dini hujan lebat disertai angin kencang",
    },
  },
  {
    ...{ ref: "genangan", atMin: 205, endsMin: 120, outcome: "Air surut" },
    incident: { kind: "flood", severity: "medium", text: "Genangan 20 cm di jalan utama" },
    later: [{ atMin: 25, severity: "high", text: "Genangan 45 cm, kendaraan kecil tidak dapat lewat" }],
  },
  {
    ...{ ref: "panik", atMin: 206, endsMin: 15, outcome: "Ditangani bersama kepolisian" },
    incident: { kind: "panic", severity: "critical", text: "Tombol panik ditekan" },
  },
  {
    ...{ ref: "lampu", atMin: 300, endsMin: 60, outcome: "Lampu menyala" },
    incident: { kind: "light", severity: "low", text: "Lampu jalan padam" },
  },
  {
    ...{ ref: "kebakaran", atMin: 360, endsMin: 70, outcome: "Api padam" },
    incident: { kind: "fire", severity: "critical", text: "Kebakaran rumah, api membesar" },
  },
];

/**
 * A day of incidents for a site, eight hours long: each at one of the cameras whose place is known, in their order, so
 * that the wall has something to raise; without such cameras they have no place.
 */
export function drillDay(cameras: readonly Camera[]): DrillScript {
  const placed = cameras.filter(({ location }) => location !== undefined);
  const steps = scenes.flatMap(
    ({ ref, atMin, incident, later = [], endsMin, outcome }, index): DrillStep[] => {
      const camera = placed[index % Math.max(placed.length, 1)];
      const where =
        camera?.location === undefined
          ? {}
          : { place: camera.name, location: { lat: camera.location.lat, lon: camera.location.lon } };
      return [
        { what: "reported", atS: atMin * 60, ref, incident: { ...incident, ...where } },
        ...later.map(
          (word): DrillStep => ({
            ...{ what: "changed", atS: (atMin + word.atMin) * 60, ref },
            ...{ severity: word.severity, text: word.text },
          }),
        ),
        { what: "ended", atS: (atMin + endsMin) * 60, ref, outcome },
      ];
    },
  );
  return { id: DRILL_DAY, name: "Latihan: satu hari kota", steps };
}
