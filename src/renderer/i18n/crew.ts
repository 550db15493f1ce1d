import { bilingual } from "./bilingual.ts";

/** What an agency's crew reads on its phone. */
export const crewTexts = bilingual({
  id: {
    title: "Tugas regu",
    opening: "Mengambil tugas …",
    over: "Tautan ini tidak berlaku atau sudah berakhir.",
    overNext: "Minta tautan baru ke pusat kendali.",
    notSent_one: "{{count}} laporan belum terkirim",
    notSent_other: "{{count}} laporan belum terkirim",
    lost_one: "{{count}} laporan tidak sampai ke pusat kendali:",
    lost_other: "{{count}} laporan tidak sampai ke pusat kendali:",
    offline: "Sambungan terputus. Laporan dikirim begitu tersambung; jangan tutup halaman ini.",
    asOf: "Keadaan pukul {{time}}",
    drill: "LATIHAN: ini bukan kejadian nyata",
    occurred: "Terjadi",
    asked: "Ditugaskan",
    until: "Tautan berlaku sampai",
    place: "Tempat",
    map: "Buka peta",
    caller: "Pelapor",
    steps: "Langkah",
    say: { accepted: "Terima tugas", arrived: "Sudah tiba", needsHelp: "Minta bantuan", done: "Selesai" },
    said: { accepted: "Diterima", arrived: "Tiba", needsHelp: "Minta bantuan", done: "Selesai" },
    note: "Laporan singkat",
    send: "Kirim laporan",
    notes: "Percakapan dengan pusat kendali",
  },
  en: {
    title: "Crew's task",
    opening: "Getting the task …",
    over: "This link is not good, or no longer.",
    overNext: "Ask the command centre for a new one.",
    notSent_one: "{{count}} report not sent yet",
    notSent_other: "{{count}} reports not sent yet",
    lost_one: "{{count}} report did not reach the command centre:",
    lost_other: "{{count}} reports did not reach the command centre:",
    offline: "No connection. Reports are sent as soon as there is one; leave this page open.",
    asOf: "As of {{time}}",
    drill: "DRILL: nothing has really happened",
    occurred: "Occurred",
    asked: "Assigned",
    until: "Link good until",
    place: "Place",
    map: "Open map",
    caller: "Caller",
    steps: "Steps",
    say: { accepted: "Accept", arrived: "Arrived", needsHelp: "Need help", done: "Done" },
    said: { accepted: "Accepted", arrived: "Arrived", needsHelp: "Asked for help", done: "Done" },
    note: "Short report",
    send: "Send report",
    notes: "Between you and the command centre",
  },
});

declare module "./bilingual.ts" {
  interface PageTexts {
    crew: typeof crewTexts.id;
  }
}
