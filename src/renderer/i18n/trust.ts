import { bilingual } from "./bilingual.ts";

export const trustTexts = bilingual({
  id: {
    title: "Percayai Dinding",
    why: "Dinding berjalan di jaringan Anda sendiri, tanpa internet. Karena itu sertifikatnya dibuat oleh Dinding sendiri, dan perangkat Anda belum mengenalnya. Pasang sekali saja, lalu peringatan peramban tidak muncul lagi.",
    only: "Sertifikat ini hanya berlaku untuk nama dan alamat di jaringan setempat; ia tidak dapat menyamar sebagai situs lain.",
    get: "Unduh sertifikat (dinding.crt)",
    compare: "Cocokkan dahulu sidik jarinya",
    compareHow:
      "Buka https://localhost:{{port}}/trust di komputer dinding itu sendiri. Deret ini harus sama di sana dan di sini:",
    until: "berlaku sampai {{date}}",
    how: "Lalu pasang di perangkat ini",
    done: "Selesai? Buka",
    notNeeded: "Tidak perlu apa-apa",
    plain:
      "Halaman ini dibuka di komputer dinding sendiri, tanpa jaringan. Sertifikat baru diperlukan bila Dinding melayani jaringan (--host).",
    city: "Dinding memakai sertifikat milik kota, yang sudah dipercaya perangkat kota.",
    failed: "Komputer dinding tidak menjawab. Halaman ini mencoba lagi sendiri.",
    steps: {
      windows: {
        name: "Windows",
        text: "Buka dinding.crt → Pasang Sertifikat → Mesin Lokal → Tempatkan semua sertifikat di penyimpanan berikut → Otoritas Sertifikasi Akar Tepercaya → Selesai. Tutup dan buka lagi peramban.",
      },
      android: {
        name: "Android",
        text: "Setelan → Keamanan → Enkripsi & kredensial → Pasang sertifikat → Sertifikat CA → Tetap pasang → pilih dinding.crt.",
      },
      apple: {
        name: "iPhone dan iPad",
        text: "Izinkan unduhan profil. Pengaturan → Profil Diunduh → Pasang. Lalu Pengaturan → Umum → Mengenai → Pengaturan Kepercayaan Sertifikat → nyalakan Dinding.",
      },
      mac: {
        name: "macOS",
        text: "Buka dinding.crt; Akses Rantai Kunci menyimpannya di Sistem. Klik dua kali sertifikat Dinding → Percayai → Selalu Percayai.",
      },
      linux: {
        name: "Linux dengan Chromium atau Chrome",
        text: "Buka chrome://certificate-manager → Sertifikat lokal → Terpasang oleh Anda → Sertifikat tepercaya → Impor → dinding.crt.",
      },
      firefox: {
        name: "Firefox",
        text: "Setelan → Privasi & Keamanan → Lihat Sertifikat → Otoritas → Impor → dinding.crt → centang “Percayai CA ini untuk mengidentifikasi situs web”.",
      },
    },
  },
  en: {
    title: "Trust Dinding",
    why: "Dinding runs in your own network, without the internet. So its certificate was made by Dinding itself, and your device does not know it yet. Install it once, and the browser warns no more.",
    only: "This certificate is good for names and addresses of the local network alone; it cannot stand for any other site.",
    get: "Download the certificate (dinding.crt)",
    compare: "Compare its fingerprint first",
    compareHow:
      "Open https://localhost:{{port}}/trust on the wall's computer itself. This row must be the same there and here:",
    until: "good until {{date}}",
    how: "Then install it on this device",
    done: "Done? Open",
    notNeeded: "Nothing to do",
    plain:
      "This page was opened on the wall's computer itself, past any network. A certificate is needed only where Dinding serves a network (--host).",
    city: "Dinding uses the city's own certificate, which the city's devices trust already.",
    failed: "The wall's computer does not answer. This page tries again by itself.",
    steps: {
      windows: {
        name: "Windows",
        text: "Open dinding.crt → Install Certificate → Local Machine → Place all certificates in the following store → Trusted Root Certification Authorities → Finish. Close the browser and open it again.",
      },
      android: {
        name: "Android",
        text: "Settings → Security → Encryption & credentials → Install a certificate → CA certificate → Install anyway → choose dinding.crt.",
      },
      apple: {
        name: "iPhone and iPad",
        text: "Allow the download of the profile. Settings → Profile Downloaded → Install. Then Settings → General → About → Certificate Trust Settings → switch on Dinding.",
      },
      mac: {
        name: "macOS",
        text: "Open dinding.crt; Keychain Access keeps it under System. Double-click the certificate Dinding → Trust → Always Trust.",
      },
      linux: {
        name: "Linux with Chromium or Chrome",
        text: "Open chrome://certificate-manager → Local certificates → Installed by you → Trusted certificates → Import → dinding.crt.",
      },
      firefox: {
        name: "Firefox",
        text: "Settings → Privacy & Security → View Certificates → Authorities → Import → dinding.crt → tick “Trust this CA to identify websites”.",
      },
    },
  },
});

declare module "./bilingual.ts" {
  interface PageTexts {
    trust: typeof trustTexts.id;
  }
}
