import { fill } from "../layouts/fill.ts";
import type { Finding, FindingKind } from "./finding.ts";
import type { Language } from "./session.ts";

/** What was found, and what to do about it; `{name}` is a value of the detail. */
interface Meaning {
  readonly what: string;
  readonly advice: string;
}

const meanings: Record<Language, Record<FindingKind, Meaning>> = {
  en: {
    noPicture: {
      what: "In {seconds} s no picture came that can be shown.",
      advice: "Check the address and the stream's settings on the camera's own page.",
    },
    failed: { what: "{sentence}", advice: "Put this right and check again." },
    keyFramesFar: {
      what: "A key frame comes only every {seconds} s, so a new picture takes up to {seconds} s to appear.",
      advice: "Set the key frame interval (GOP, I-frame interval) to 1 or 2 s.",
    },
    keyFramesVary: {
      what: "The distance of its key frames changes, from {least} to {most} s, as with a smart codec (H.264+, Smart Stream).",
      advice: "Switch the smart codec off and set a fixed key frame interval of 1 or 2 s.",
    },
    oneKeyFrame: {
      what: "No second key frame came in {seconds} s, so a new picture may take longer than that to appear.",
      advice: "Set the key frame interval (GOP, I-frame interval) to 1 or 2 s.",
    },
    fewPictures: {
      what: "It sends {fps} pictures a second; movement will stutter.",
      advice: "Set the frame rate to 12 or more, unless the line is too thin for it.",
    },
    lost: {
      what: "{count} pictures were lost or damaged on the way in {seconds} s.",
      advice: "Choose TCP as the transport, and check cable, switch and radio link.",
    },
    uneven: {
      what: "Its pictures arrive unevenly, by {ms} ms.",
      advice: "Check how busy the line is; a wired line or a lower bitrate helps.",
    },
    slowStart: {
      what: "Its first picture took {seconds} s.",
      advice: "A shorter key frame interval helps; so does a sub stream for small tiles.",
    },
    heavy: {
      what: "It sends {mbit} Mbit/s.",
      advice: "Half of that usually looks the same; lower its bitrate where many cameras share a line.",
    },
    madeIntoH264: {
      what: "It sends {coding}, which not every page can show; it is made into H.264 for those.",
      advice: "Where that costs too much, set the camera to H.264, 8 bit.",
    },
    interlaced: {
      what: "Its pictures are interlaced, so they are made progressive first.",
      advice: "Set the camera or encoder to progressive pictures, where it can.",
    },
    notSquare: {
      what: "Its pixels are not square ({aspect}:1); the wall stretches the picture as the camera asks.",
      advice: "Nothing needs to be done where the picture looks right.",
    },
    largeOnly: {
      what: "It has no small stream: every small tile opens {width} x {height} pixels.",
      advice: "Add its sub stream, with 640 x 360 pixels or so.",
    },
    clockOff: {
      what: "Its clock is {seconds} s {way}.",
      advice: "Set its time server (NTP), or the times in its recordings will be wrong.",
    },
    elsewhere: {
      what: "It names {other} in its stream addresses, but was asked at {own}.",
      advice: "Look at the addresses before you add it; behind a router they need its outer name.",
    },
    noPtz: { what: "Its head cannot be moved.", advice: "Nothing needs to be done." },
  },
  id: {
    noPicture: {
      what: "Dalam {seconds} dtk tidak ada gambar yang dapat ditampilkan.",
      advice: "Periksa alamatnya, dan setelan aliran di halaman kamera itu sendiri.",
    },
    failed: { what: "{sentence}", advice: "Perbaiki ini, lalu periksa lagi." },
    keyFramesFar: {
      what: "Gambar kunci hanya datang tiap {seconds} dtk, jadi gambar baru muncul setelah paling lama {seconds} dtk.",
      advice: "Atur jarak gambar kunci (GOP, I-frame interval) ke 1 atau 2 dtk.",
    },
    keyFramesVary: {
      what: "Jarak gambar kuncinya berubah-ubah, dari {least} sampai {most} dtk, seperti pada codec cerdas (H.264+, Smart Stream).",
      advice: "Matikan codec cerdas dan atur jarak gambar kunci tetap 1 atau 2 dtk.",
    },
    oneKeyFrame: {
      what: "Tidak ada gambar kunci kedua dalam {seconds} dtk, jadi gambar baru dapat lebih lama lagi munculnya.",
      advice: "Atur jarak gambar kunci (GOP, I-frame interval) ke 1 atau 2 dtk.",
    },
    fewPictures: {
      what: "Kamera mengirim {fps} gambar per detik; gerakan akan tersendat.",
      advice: "Atur laju gambar ke 12 atau lebih, kecuali salurannya terlalu kecil.",
    },
    lost: {
      what: "{count} gambar hilang atau rusak di jalan dalam {seconds} dtk.",
      advice: "Pilih TCP sebagai pengangkutan, dan periksa kabel, switch, dan sambungan radio.",
    },
    uneven: {
      what: "Gambarnya tiba tidak merata, selisih {ms} md.",
      advice: "Periksa kepadatan saluran; kabel atau laju bit yang lebih rendah membantu.",
    },
    slowStart: {
      what: "Gambar pertamanya memerlukan {seconds} dtk.",
      advice: "Jarak gambar kunci yang lebih pendek membantu; begitu pula aliran kecil untuk petak kecil.",
    },
    heavy: {
      what: "Kamera mengirim {mbit} Mbit/dtk.",
      advice: "Separuhnya biasanya tampak sama; turunkan laju bitnya bila banyak kamera berbagi saluran.",
    },
    madeIntoH264: {
      what: "Kamera mengirim {coding}, yang tidak dapat ditampilkan semua halaman; untuk itu dibuat menjadi H.264.",
      advice: "Bila bebannya terlalu besar, atur kamera ke H.264, 8 bit.",
    },
    interlaced: {
      what: "Gambarnya berselang (interlaced), jadi dijadikan progresif dahulu.",
      advice: "Atur kamera atau encoder ke gambar progresif, bila dapat.",
    },
    notSquare: {
      what: "Pikselnya tidak persegi ({aspect}:1); dinding meregangkan gambar seperti yang diminta kamera.",
      advice: "Tidak perlu apa-apa bila gambarnya tampak benar.",
    },
    largeOnly: {
      what: "Tidak ada aliran kecil: setiap petak kecil membuka {width} x {height} piksel.",
      advice: "Tambahkan aliran kecilnya, sekitar 640 x 360 piksel.",
    },
    clockOff: {
      what: "Jamnya {seconds} dtk {way}.",
      advice: "Atur server waktunya (NTP), atau waktu di rekamannya akan salah.",
    },
    elsewhere: {
      what: "Dalam alamat alirannya kamera menyebut {other}, padahal ditanya di {own}.",
      advice: "Lihat alamatnya sebelum ditambahkan; di balik router diperlukan nama luarnya.",
    },
    noPtz: { what: "Kepalanya tidak dapat digerakkan.", advice: "Tidak perlu apa-apa." },
  },
};

const ways: Readonly<Record<string, string>> = { ahead: "lebih cepat", behind: "terlambat" };

/** What `finding` says in `language`; a value that is missing leaves a dash. */
export function meaningOf({ kind, detail }: Finding, language: Language): Meaning {
  const filled = (text: string) =>
    fill(text, detail, (value, name) =>
      language === "id" && name === "way" ? (ways[value] ?? value) : value,
    );
  const { what, advice } = meanings[language][kind];
  return { what: filled(what), advice: filled(advice) };
}
