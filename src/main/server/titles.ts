import type { FaultKind } from "../../protocol/fault.ts";
import type { Language } from "../../protocol/session.ts";

const titles: Record<Language, Partial<Record<FaultKind, string>>> = {
  en: {
    invalid: "The request does not fit",
    unauthenticated: "Not signed in",
    forbidden: "Not allowed",
    notFound: "Not found",
    notKept: "Not kept",
    playedByPages: "Played by the displays",
    conflict: "Exists already",
    preconditionFailed: "Changed meanwhile",
    tooMany: "Too many attempts",
    tooLarge: "Too large",
    unavailable: "Not ready",
    wrongCredentials: "Not signed in",
    codeExpired: "Address no longer good",
    inUse: "Still in use",
    foreignPage: "Not from here",
    foreignHost: "Not this name",
    unreachable: "The camera is not there",
    unknownHost: "The camera is not there",
    silent: "The camera is silent",
    loginRefused: "The camera refuses the login",
    notOnvif: "No ONVIF device",
    deviceRefused: "The camera refuses",
    internal: "Failed inside Dinding",
  },
  id: {
    invalid: "Permintaan tidak sesuai",
    unauthenticated: "Belum masuk",
    forbidden: "Tidak diizinkan",
    notFound: "Tidak ditemukan",
    notKept: "Tidak tersimpan",
    playedByPages: "Diputar oleh layar",
    conflict: "Sudah ada",
    preconditionFailed: "Sudah diubah",
    tooMany: "Terlalu banyak percobaan",
    tooLarge: "Terlalu besar",
    unavailable: "Belum siap",
    wrongCredentials: "Belum masuk",
    codeExpired: "Alamat tidak berlaku lagi",
    inUse: "Masih dipakai",
    foreignPage: "Bukan dari sini",
    foreignHost: "Bukan nama ini",
    unreachable: "Kamera tidak ada",
    unknownHost: "Kamera tidak ada",
    silent: "Kamera diam",
    loginRefused: "Kamera menolak login",
    notOnvif: "Bukan perangkat ONVIF",
    deviceRefused: "Kamera menolak",
    internal: "Gagal di dalam Dinding",
  },
};

/** A few words for the kind of a problem, the same at every occurrence (RFC 9457, 3.1.3). */
export function title(kind: FaultKind, language: Language): string {
  return titles[language][kind] ?? titles[language].internal ?? kind;
}
