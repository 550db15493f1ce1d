import { fill } from "../layouts/fill.ts";
import { inWords } from "./detail-words.ts";
import type { FaultDetail, FaultKind } from "./fault.ts";
import type { Language } from "./session.ts";

/** A sentence a kind, for a technician: what happened and, where it is known, what to do. `{name}` is a value of the detail. */
const sentences: Record<Language, Record<FaultKind, string>> = {
  en: {
    invalid: "{field} does not fit: {problem}.",
    unauthenticated: "Sign in first.",
    forbidden: "This needs the role {needed}; you are {role}.",
    notFound: "There is no {what} named {id}.",
    conflict: "{what} {id} exists already.",
    preconditionFailed:
      "{what} was changed by someone else meanwhile; load it again. Yours was {yours}, it is now {current}.",
    tooMany: "Too many attempts; try again in {seconds} s.",
    tooLarge: "The request is larger than {limit} bytes.",
    unavailable: "{what} is not ready.",
    internal: "Something failed inside Dinding; the log has the details.",
    wrongCredentials: "The name or the password is wrong.",
    foreignPage: "This request comes from {given}, which is no page of this Dinding; its pages are at {own}.",
    foreignHost: "This Dinding is not called {given}; it answers as {own}.",
    codeExpired: "This address was used already or is too old; ask for a new one.",
    linkOver: "This link is not good, or no longer; ask the command centre for a new one.",
    lastAdmin: "{id} is the only admin who can sign in; make another one first.",
    deskLocked: "This desk is locked; unlock it or sign in.",
    wrongPin: "The PIN is wrong; {left} more wrong ones end the session.",
    ofPeople: "This is done by a person who has signed in, not with a token.",
    inUse: "{what} {id} is still used by {by}; change that first.",
    steered: "{by} steers this camera; it is free in {seconds} s unless it is moved again.",
    locked: "{name} is locked by {by}{reason}; unlock it first.",
    diskFull: "The disk of {path} is full; nothing was saved. Make room.",
    diskNearlyFull:
      "The disk of {path} has only {freeMb} MB left, and {reserveMb} MB stay free for the wall itself; nothing was saved. Remove clips or make room.",
    diskReadOnly: "{path} cannot be written; nothing was saved. Check its permissions and its disk.",
    diskFailed: "The disk of {path} reports an error ({code}); check the disk.",
    dataDamaged: "The data in {path} is damaged ({code}); restore a backup into an empty folder.",
    dataNewer:
      "The data in {path} was written by a newer Dinding: its version is {found}, this one knows {known}.",
    dataInUse: "Another Dinding is running on the data in {path}.",
    keyMissing:
      "The key of the stored passwords, {path}, is missing or does not belong to this data; put it back or restore a backup.",
    folderNotEmpty: "{path} is not empty; a backup is restored into an empty folder only.",
    backupUnusable: "{path} is not an undamaged backup of Dinding.",
    passphraseWrong:
      "The backup {path} is locked; set DINDING_BACKUP_PASSPHRASE to the passphrase it was made with.",
    unreachable: "{host} does not answer on port {port}: {problem}.",
    unknownHost: "The name {host} is not known on this network.",
    loginRefused: "{host} refuses the user name or password.",
    wrongPath: "{host} has no stream at {path}.",
    untrustedCertificate:
      "The certificate of {host} cannot be trusted; #certificate=any behind an https address takes it all the same.",
    silent: "{host} is connected but has sent no picture for {seconds} s.",
    notVideo: "What {host} sends is not a video stream.",
    unsupportedCodec: "{host} sends {codec}, which cannot be shown yet; H.264 can.",
    ended: "{host} ended the stream.",
    childDied: "The program that reads {host} stopped unexpectedly ({status}).",
    ffmpegMissing: "ffmpeg was not found; install it or set FFMPEG_PATH.",
    fileMissing: "The file {path} cannot be read.",
    notKept: "Nothing of {camera} is kept from {asked}; what is kept begins at {from} and ends at {until}.",
    playedByPages:
      "The displays play {camera} by themselves, and nothing of it is kept for pictures, clips or replay; {remedy}.",
    notOnvif: "{host} does not answer as an ONVIF device: {problem}.",
    deviceRefused: "{host} answers, but refuses this: {problem}.",
    signatureRefused: "The signature of this message is not accepted: {problem}.",
    clocksApart:
      "This message was signed at {theirs} by its sender's clock, and here it is {ours}; more than {seconds} s apart. Set the clock that is wrong.",
    askedToWait: "{host} asks to be left alone for {seconds} s.",
    notThere: "{host} has nothing at {path}.",
    notUnderstood: "{host} answers, but not with what was expected: {problem}.",
    occupied: "{what} {id} is in use by another program on this computer, or by another camera of the wall.",
    coreLost: "The connection to the wall's computer is lost.",
    decoderFailed: "This display cannot decode {codec}.",
  },
  id: {
    invalid: "{field} tidak sesuai: {problem}.",
    unauthenticated: "Masuk terlebih dahulu.",
    forbidden: "Ini memerlukan peran {needed}; peran Anda {role}.",
    notFound: "Tidak ada {what} bernama {id}.",
    conflict: "{what} {id} sudah ada.",
    preconditionFailed: "{what} sudah diubah orang lain; muat ulang. Versi Anda {yours}, sekarang {current}.",
    tooMany: "Terlalu banyak percobaan; coba lagi dalam {seconds} dtk.",
    tooLarge: "Permintaan lebih besar dari {limit} bita.",
    unavailable: "{what} belum siap.",
    internal: "Ada kegagalan di dalam Dinding; rinciannya ada di log.",
    wrongCredentials: "Nama atau kata sandi salah.",
    foreignPage:
      "Permintaan ini datang dari {given}, bukan dari halaman Dinding ini; halamannya ada di {own}.",
    foreignHost: "Dinding ini tidak bernama {given}; namanya {own}.",
    codeExpired: "Alamat ini sudah dipakai atau terlalu lama; minta yang baru.",
    linkOver: "Tautan ini tidak berlaku atau sudah berakhir; minta yang baru ke pusat kendali.",
    lastAdmin: "{id} satu-satunya admin yang dapat masuk; buat admin lain dulu.",
    deskLocked: "Meja ini terkunci; buka kuncinya atau masuk.",
    wrongPin: "PIN salah; {left} kali salah lagi mengakhiri sesi.",
    ofPeople: "Ini dilakukan oleh orang yang sudah masuk, bukan dengan token.",
    inUse: "{what} {id} masih dipakai oleh {by}; ubah itu dahulu.",
    steered: "{by} sedang menggerakkan kamera ini; bebas {seconds} detik lagi bila tidak digerakkan.",
    locked: "{name} dikunci oleh {by}{reason}; buka kuncinya dahulu.",
    diskFull: "Disk tempat {path} penuh; tidak ada yang disimpan. Kosongkan sebagian.",
    diskNearlyFull:
      "Disk tempat {path} tinggal {freeMb} MB, dan {reserveMb} MB dicadangkan untuk dinding itu sendiri; tidak ada yang disimpan. Hapus klip atau kosongkan sebagian.",
    diskReadOnly: "{path} tidak dapat ditulisi; tidak ada yang disimpan. Periksa izin dan disknya.",
    diskFailed: "Disk tempat {path} melaporkan galat ({code}); periksa disknya.",
    dataDamaged: "Data di {path} rusak ({code}); pulihkan cadangan ke folder kosong.",
    dataNewer:
      "Data di {path} ditulis oleh Dinding yang lebih baru: versinya {found}, yang ini mengenal {known}.",
    dataInUse: "Dinding lain sedang berjalan dengan data di {path}.",
    keyMissing:
      "Kunci kata sandi tersimpan, {path}, hilang atau bukan milik data ini; kembalikan, atau pulihkan cadangan.",
    folderNotEmpty: "{path} tidak kosong; cadangan hanya dipulihkan ke folder kosong.",
    backupUnusable: "{path} bukan cadangan Dinding yang utuh.",
    passphraseWrong:
      "Cadangan {path} terkunci; atur DINDING_BACKUP_PASSPHRASE ke frasa sandi saat cadangan itu dibuat.",
    unreachable: "{host} tidak menjawab di porta {port}: {problem}.",
    unknownHost: "Nama {host} tidak dikenal di jaringan ini.",
    loginRefused: "{host} menolak nama pengguna atau kata sandi.",
    wrongPath: "{host} tidak memiliki aliran di {path}.",
    untrustedCertificate:
      "Sertifikat {host} tidak dapat dipercaya; #certificate=any di belakang alamat https tetap menerimanya.",
    silent: "{host} tersambung tetapi tidak mengirim gambar selama {seconds} dtk.",
    notVideo: "Yang dikirim {host} bukan aliran video.",
    unsupportedCodec: "{host} mengirim {codec}, yang belum dapat ditampilkan; H.264 dapat.",
    ended: "{host} mengakhiri aliran.",
    childDied: "Program yang membaca {host} berhenti tiba-tiba ({status}).",
    ffmpegMissing: "ffmpeg tidak ditemukan; pasang, atau atur FFMPEG_PATH.",
    fileMissing: "Berkas {path} tidak dapat dibaca.",
    notKept:
      "Tidak ada gambar {camera} yang tersimpan dari {asked}; yang tersimpan mulai {from} sampai {until}.",
    playedByPages:
      "Layar memutar {camera} sendiri, jadi tidak ada yang tersimpan untuk gambar, klip, atau putar ulang; {remedy}.",
    notOnvif: "{host} tidak menjawab sebagai perangkat ONVIF: {problem}.",
    deviceRefused: "{host} menjawab, tetapi menolak ini: {problem}.",
    signatureRefused: "Tanda tangan pesan ini tidak diterima: {problem}.",
    clocksApart:
      "Pesan ini ditandatangani pukul {theirs} menurut jam pengirim, sedangkan di sini pukul {ours}; selisihnya lebih dari {seconds} dtk. Setel jam yang salah.",
    askedToWait: "{host} minta tidak dihubungi selama {seconds} dtk.",
    notThere: "Tidak ada apa-apa di {path} pada {host}.",
    notUnderstood: "{host} menjawab, tetapi bukan dengan yang diharapkan: {problem}.",
    occupied: "{what} {id} sedang dipakai program lain di komputer ini, atau kamera lain di dinding.",
    coreLost: "Sambungan ke komputer dinding terputus.",
    decoderFailed: "Layar ini tidak dapat mendekode {codec}.",
  },
};

/** Values that are words themselves. */
const worded: ReadonlySet<string> = new Set(["what", "by", "problem", "remedy"]);

/** The sentence of `kind` with the values of `detail` in it; a value that is missing leaves a dash. */
export function sentence(kind: FaultKind, detail: FaultDetail, language: Language): string {
  const template = sentences[language][kind];
  const text = fill(template, detail, (value, name) => (worded.has(name) ? inWords(value, language) : value));
  return template.startsWith("{what}") ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
