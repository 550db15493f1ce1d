import { bilingual } from "./bilingual.ts";

/** The words of the simple desk: what a press will do, before it is done. */
export const simpleTexts = bilingual({
  id: {
    use: "Meja sederhana",
    leave: "Meja lengkap",
    pages: "Halaman",
    now: "Sekarang di dinding",
    layouts: "Tata letak",
    cameras: "Pasang kamera",
    what: "Yang akan terjadi",
    layoutNext: "Menekan satu tata letak mengganti seluruh dinding. Kembali mengembalikannya.",
    cameraNext: "1. Tekan kamera di daftar. 2. Tekan tempatnya di gambar dinding.",
    placeNext: "“{{name}}” dipilih. Sekarang tekan tempatnya di gambar dinding; kamera lama di sana diganti.",
    cameraFirst:
      "Untuk menaruh kamera di sini: tekan “Pasang kamera”, pilih kameranya, lalu tekan tempat ini lagi.",
    doubtTooMuch:
      "{{display}} tidak sanggup memutar “{{name}}” utuh. Yang dibuat lebih kecil atau lebih jarang berganti: {{tiles}}. Dinding tidak menjadi gelap.",
    doubtTight:
      "{{display}} mungkin tidak sanggup memutar “{{name}}” utuh. Yang lebih dulu dibuat lebih kecil: {{tiles}}. Dinding tidak menjadi gelap.",
    anyway: "Tetap tampilkan",
    taken: "Dinding menampilkan “{{name}}”. Salah tekan? Tekan Kembali.",
    put: "“{{name}}” ada di dinding. Salah tekan? Tekan Kembali.",
    undone: "Dinding kembali seperti tadi.",
    hidden:
      "Dinding tertutup: semua orang melihat gambar jeda. Tekan “Buka dinding” untuk menampilkannya lagi.",
    locked: "Dinding dikunci oleh {{name}}. Tidak ada yang berubah sampai {{name}} membukanya.",
    undo: "Kembali",
    hide: "Tutup dinding",
    show: "Buka dinding",
    help: "Bantuan",
    cancel: "Batal",
    search: "Cari kamera: nama atau nomor",
    helpTitle: "Apa yang dilakukan tiap tombol",
    helps: {
      layout: "Gambar tata letak mengganti seluruh dinding. Gambar lama tetap tampil sampai yang baru siap.",
      camera: "Pasang kamera: tekan kamera, lalu tekan tempatnya di gambar dinding.",
      undo: "Kembali mengembalikan dinding seperti sebelum tekanan terakhir. Boleh ditekan kapan saja.",
      hide: "Tutup dinding menutup semuanya dengan gambar jeda, misalnya saat ada tamu. Buka dinding menampilkannya lagi.",
      safe: "Tidak ada tombol di sini yang menghapus atau merusak sesuatu. Tata letak dan kamera tidak berubah.",
      marks:
        "Kuning atau oranye di satu kotak: kamera itu terganggu. Beri tahu teknisi; dinding tidak perlu disentuh.",
    },
  },
  en: {
    use: "Simple desk",
    leave: "Whole desk",
    pages: "Pages",
    now: "On the wall now",
    layouts: "Layouts",
    cameras: "Put a camera",
    what: "What will happen",
    layoutNext: "Pressing a layout changes the whole wall. Back brings the old one back.",
    cameraNext: "1. Press a camera in the list. 2. Press its place in the picture of the wall.",
    placeNext:
      "“{{name}}” is chosen. Now press its place in the picture of the wall; the camera there is replaced.",
    cameraFirst: "To put a camera here: press “Put a camera”, choose it, then press this place again.",
    doubtTooMuch:
      "{{display}} cannot play all of “{{name}}”. Made smaller or slower: {{tiles}}. The wall does not go dark.",
    doubtTight:
      "{{display}} may not play all of “{{name}}”. Made smaller first: {{tiles}}. The wall does not go dark.",
    anyway: "Show it all the same",
    taken: "The wall shows “{{name}}”. Pressed the wrong one? Press Back.",
    put: "“{{name}}” is on the wall. Pressed the wrong one? Press Back.",
    undone: "The wall is as it was before.",
    hidden:
      "The wall is covered: everybody sees the standby picture. Press “Uncover the wall” to show it again.",
    locked: "The wall is locked by {{name}}. Nothing changes until {{name}} unlocks it.",
    undo: "Back",
    hide: "Cover the wall",
    show: "Uncover the wall",
    help: "Help",
    cancel: "Cancel",
    search: "Find a camera: name or number",
    helpTitle: "What each button does",
    helps: {
      layout:
        "A picture of a layout changes the whole wall. The old picture stays until the new one is ready.",
      camera: "Put a camera: press the camera, then press its place in the picture of the wall.",
      undo: "Back brings the wall back to what it was before the last press. It may be pressed at any time.",
      hide: "Cover the wall puts the standby picture over all of it, for visitors for instance. Uncover the wall shows it again.",
      safe: "No button here deletes or breaks anything. Layouts and cameras stay as they are.",
      marks:
        "Yellow or orange in a tile: that camera is in trouble. Tell the technician; the wall need not be touched.",
    },
  },
});
