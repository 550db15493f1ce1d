import { fill } from "../layouts/fill.ts";
import type { Language } from "./session.ts";

/**
 * What stands as `{what}`, `{by}` or `{problem}` in the sentence of a fault, by the English that the fault's detail
 * carries. A `{name}` takes over what stands in its place.
 */
const indonesian: Readonly<Record<string, string>> = {
  account: "akun",
  agency: "instansi",
  address: "alamat",
  camera: "kamera",
  clip: "klip",
  still: "gambar diam",
  "connection refused": "sambungan ditolak",
  device: "perangkat",
  file: "berkas",
  image: "gambar unggahan",
  incident: "kejadian",
  "it has no room for another viewer": "tidak ada tempat untuk penonton lagi",
  "it has no PTZ": "tidak memiliki PTZ",
  "it offers no events": "tidak menawarkan peristiwa",
  "it offers no video": "tidak menawarkan video",
  "it reports an error": "perangkat itu melaporkan galat",
  "it refuses TCP or UDP, whichever was chosen": "cara kirim yang dipilih (TCP atau UDP) ditolak",
  "it sends us elsewhere": "ia menyuruh ke tempat lain",
  "its answer does not end": "jawabannya tidak berakhir",
  "its answer is no SOAP": "jawabannya bukan SOAP",
  boundary: "batas wilayah",
  map: "peta",
  layout: "tata letak",
  token: "token API",
  desk: "meja kerja",
  link: "tautan",
  "no answer": "tidak ada jawaban",
  "no route to it": "tidak ada rute ke sana",
  "nothing arrives there": "tidak ada yang datang ke sana",
  output: "keluaran",
  pages: "halaman",
  path: "alamat",
  pattern: "pola uji",
  replay: "putar ulang",
  picture: "gambar",
  port: "porta",
  session: "sesi",
  site: "situs",
  source: "sumber",
  step: "langkah",
  store: "penyimpanan",
  handover: "serah terima",
  raise: "kamera yang dimunculkan aturan",
  rule: "aturan",
  shelf: "penangguhan",
  "a shift ends at another time than it starts": "giliran berakhir pada waktu lain daripada mulainya",
  "two shifts are called {id}": "dua giliran memiliki nama {id}",
  "{span} lies over {other} of {name}": "{span} bertumpuk dengan {other} milik {name}",
  take: "tayangan",
  tile: "petak",
  tour: "tur kamera",
  layoutTour: "tur tata letak",
  scheduleEntry: "isi jadwal",
  "a weekday stands in it once": "setiap hari hanya sekali di dalamnya",
  "there is no shift {id}": "tidak ada giliran bernama {id}",
  "{tour} is a tour of the wall {wall}": "{tour} adalah tur dinding {wall}",
  trial: "percobaan",
  wall: "dinding",
  note: "catatan",
  states: "keadaan",
  "its answer has more values than can be held": "isi jawabannya lebih banyak daripada yang dapat ditampung",
  "reading it took more than there is room for":
    "membacanya memerlukan lebih banyak memori daripada yang ada",
  "it is no number": "bukan angka",
  "it is larger than 32 MB": "lebih besar dari 32 MB",
  "it is no table that can be read": "bukan tabel yang dapat dibaca",
  drill: "latihan",
  reported: "dilaporkan",
  changed: "diubah",
  ended: "berakhir",
  "the address says {id}, the body {given}": "alamat menyebut {id}, isinya {given}",
  "there is nothing in it": "tidak ada isinya",
  "a PIN or a password is given, one of them": "PIN atau kata sandi diisi, salah satunya",
  "it is wrong, or there is none": "salah, atau tidak ada",
  "too many wrong ones; sign with the password": "terlalu sering salah; tanda tangani dengan kata sandi",
  "{name} does not see all walls of this handover": "{name} tidak melihat semua dinding serah terima ini",
  "{name} handed this shift over; somebody else takes it over":
    "{name} menyerahkan giliran ini; orang lain yang menerimanya",
  "it is no JSON": "bukan JSON",
  "this source reads no JSON": "sumber ini tidak membaca JSON",
  "what comes by itself is tried with a sample": "yang datang sendiri dicoba dengan contoh",
  "only a webhook's secret is made here": "hanya rahasia webhook yang dibuat di sini",
  "it has more than {most} reports": "isinya lebih dari {most} laporan",
  "it answers too slowly": "jawabannya terlalu lambat",
  "it breaks the connection off": "sambungannya diputus",
  "its certificate cannot be trusted": "sertifikatnya tidak dapat dipercaya",
  "its answer is larger than {size} MB": "jawabannya lebih besar dari {size} MB",
  "its answer is cut off": "jawabannya terpotong",
  "its answer is packed in a way that is not known": "jawabannya dimampatkan dengan cara yang tidak dikenal",
  "its answer is nested without end": "jawabannya bersarang tanpa akhir",
  "its answer is no whole JSON": "jawabannya bukan JSON yang utuh",
  "its answer is no whole XML": "jawabannya bukan XML yang utuh",
  "it sends us from https to http": "ia menyuruh dari https ke http",
  "it sends {type}": "yang dikirimnya {type}",
  "it answers with status {status}": "jawabannya berstatus {status}",
  "it does not speak HTTP there": "di sana tidak ada HTTP",
  "it is no feed of Atom or RSS and no alert": "bukan umpan Atom atau RSS dan bukan peringatan",
  "it is no alert of CAP 1.2": "bukan peringatan CAP 1.2",
  "it cancels nothing that it names": "tidak menyebut apa yang dibatalkannya",
  "it says nothing of what happens": "tidak mengatakan apa yang terjadi",
  "its area has more corners than can be kept": "sudut wilayahnya lebih banyak daripada yang dapat disimpan",
  "{count} polygons or circles cannot be read": "{count} poligon atau lingkaran tidak dapat dibaca",
  "its area is named by codes only, and not drawn": "wilayahnya hanya disebut dengan kode, tidak digambar",
  "the login goes into its own fields": "nama pengguna dan kata sandi ditulis di kolomnya sendiri",
  "a header of Standard Webhooks is missing": "tajuk Standard Webhooks tidak lengkap",
  "webhook-id or webhook-timestamp cannot be read": "webhook-id atau webhook-timestamp tidak dapat dibaca",
  "it was not made with this source's secret": "tidak dibuat dengan rahasia sumber ini",
  "there is no list at {place}": "tidak ada daftar di {place}",
  "it has no name of its own, so the same thing could not be known again":
    "tidak memiliki nama sendiri, sehingga hal yang sama tidak dapat dikenali lagi",
  "{given} is no time that can be read": "{given} bukan waktu yang dapat dibaca",
  "it is missing": "tidak ada",
  "{given} is none of {options}": "{given} bukan salah satu dari {options}",
  "{given} is of another type than {type}": "{given} bukan jenis data {type}",
  "{given} is more than {most} characters": "{given} lebih panjang dari {most} huruf",
  "{given} is less than {least} characters": "{given} lebih pendek dari {least} huruf",
  "{given} is more than {most}": "{given} lebih dari {most}",
  "{given} is less than {least}": "{given} kurang dari {least}",
  "{given} is not of the form {form}": "{given} bukan bentuk {form}",
  "{given} does not fit: {problem}": "{given} tidak sesuai: {problem}",
  "no severity is known for {given}": "tidak ada tingkat yang dikenal untuk {given}",
  "it is no point or area of GeoJSON that can be used": "bukan titik atau wilayah GeoJSON yang dapat dipakai",
  "{given} is no place on earth in degrees": "{given} bukan tempat di bumi dalam derajat",
  "an address or a camera is needed": "perlu sebuah alamat atau sebuah kamera",
  "an address begins with {schemes}": "alamat dimulai dengan {schemes}",
  "an address begins with http:// or https:// and a host":
    "alamat dimulai dengan http:// atau https:// dan sebuah host",
  "in a user name or password write / ? # as %2F %3F %23, and in a path @ as %40":
    "dalam nama pengguna atau kata sandi tulis / ? # sebagai %2F %3F %23, dan dalam jalur @ sebagai %40",
  "it is {given}, and the data folder belongs to {stored}":
    "isinya {given}, sedangkan folder data milik {stored}",
  "it must have from {least} to {most} characters": "harus terdiri dari {least} sampai {most} karakter",
  "lower-case letters, digits, '.', '_' and '-', starting with a letter or digit":
    "huruf kecil, angka, '.', '_' dan '-', dimulai dengan huruf atau angka",
  "RTMP takes none with / ? # in it": "RTMP tidak menerima yang berisi / ? #",
  "several cameras are called {name}: {ids}": "beberapa kamera bernama {name}: {ids}",
  "{number} is the number of {name} ({id})": "{number} sudah menjadi nomor {name} ({id})",
  "the incident is closed": "kejadian ini sudah ditutup",
  "it is the same incident": "kejadian ini sama dengan dirinya sendiri",
  "it is part of another already": "kejadian ini sudah menjadi bagian dari kejadian lain",
  "it is part of no other": "kejadian ini bukan bagian dari kejadian lain",
  "one of the two is a drill": "salah satu dari keduanya adalah latihan",
  "that which it is part of is part of another":
    "kejadian yang memuatnya sendiri bagian dari kejadian lain; pisahkan itu dahulu",
  "write it as tel:110, tel:+62-21-5551234 or sip:name@host":
    "tulis sebagai tel:110, tel:+62-21-5551234, atau sip:nama@host",
  "a polygon is a list of rings": "poligon adalah daftar cincin",
  "a position is two numbers": "sebuah posisi adalah dua angka",
  "a ring ends where it begins": "sebuah cincin berakhir di tempat ia mulai",
  "a ring is a list of positions": "cincin adalah daftar posisi",
  "it is no PMTiles archive of version 3": "bukan arsip PMTiles versi 3",
  "its polygons are smaller than anything that could be drawn": "poligonnya terlalu kecil untuk digambar",
  "its tiles are at {host}, and only {own} may be asked":
    "ubinnya ada di {host}, padahal hanya {own} yang boleh ditanya",
  "its tiles are neither pictures nor vector tiles": "ubinnya bukan gambar dan bukan ubin vektor",
  "positions are longitude and latitude in degrees (WGS 84), not {given}":
    "posisi adalah bujur dan lintang dalam derajat (WGS 84), bukan {given}",
  "the style has no tiles": "gaya peta itu tidak memiliki ubin",
  "there is neither a TileJSON nor a style": "di sana tidak ada TileJSON atau gaya peta",
  "there is no polygon in it": "tidak ada poligon di dalamnya",
  "this is no GeoJSON of polygons": "ini bukan GeoJSON berisi poligon",
  "the host is missing": "host-nya tidak ada",
  "the host or port cannot be read": "host atau portanya tidak dapat dibaca",
  "the port is missing, as in :5000": "portanya tidak ada, misalnya :5000",
  "the scheme {scheme} is not known": "skema {scheme} tidak dikenal",
  'let the core play it: set the player of its stream to "core"':
    'biarkan inti memutarnya: atur pemutar alirannya ke "core"',
  "give it a stream that the core can read, by RTSP for instance":
    "beri kamera itu aliran yang dapat dibaca inti, misalnya lewat RTSP",
  "there is no other camera {id}": "tidak ada kamera lain bernama {id}",
  "there are {count} already": "sudah ada {count}",
  "a {role} sees every wall and camera": "peran {role} melihat semua dinding dan kamera",
  "what is on a wall has no name": "yang tayang di dinding tidak punya nama",
  "no screen that waits shows {given}": "tidak ada layar menunggu yang menampilkan {given}",
  "six digits": "enam angka",
  "there is no layout {id}": "tidak ada tata letak bernama {id}",
  "there is no wall {id}": "tidak ada dinding bernama {id}",
  "there is one main and one sub stream at most": "paling banyak satu aliran utama dan satu aliran kecil",
  "{tiles} tiles lie side by side where the canvas has {pixels} px [L5]":
    "{tiles} petak berdampingan di tempat kanvas hanya memiliki {pixels} px [L5]",
  "a canvas of {size} px has not a pixel for each of {tiles} tiles [L5]":
    "kanvas {size} px tidak memiliki satu piksel untuk tiap {tiles} petak [L5]",
  "it is no PNG, JPEG or WebP": "ini bukan PNG, JPEG atau WebP",
  "SVG may hold programs; send it as PNG": "SVG dapat memuat program; kirim sebagai PNG",
  "the picture is cut off or damaged": "gambarnya terpotong atau rusak",
  "the picture moves; send one that is still": "gambarnya bergerak; kirim yang diam",
  "it has {width} x {height} px; at most {side} a side and {pixels} million in all can be shown":
    "ukurannya {width} x {height} px; paling besar {side} tiap sisi dan {pixels} juta seluruhnya",
  "all pictures would take {bytes} MB and {most} MB are theirs; remove one that is not used":
    "seluruh gambar akan menjadi {bytes} MB dari {most} MB yang tersedia; hapus yang tidak dipakai",
  "{most} pictures are kept, which is all that may be; remove one that is not used":
    "{most} gambar sudah tersimpan, yaitu batasnya; hapus yang tidak dipakai",
  "the site's logo": "logo situs",
  "{layout} is a layout of the wall {wall}": "{layout} adalah tata letak dinding {wall}",
  "tile {tile} shows {kind}, and what stands over a hidden wall shows words, pictures and a clock alone":
    "petak {tile} menampilkan {kind}; gambar tunggu hanya boleh berisi teks, gambar, dan jam",
  "the layouts of other walls": "tata letak dinding lain",
  "other walls": "dinding lain",
  "what may come back to {walls}": "tayangan yang dapat kembali ke {walls}",
  "the standby picture of {walls}": "gambar tunggu {walls}",
  "{tile} shows no tour": "{tile} tidak menampilkan tur",
  "a camera has one turn of a tour": "sebuah kamera mendapat satu giliran saja dalam tur",
  "{tile} shows no camera": "{tile} tidak menampilkan kamera",
  "two different passwords stand in it": "ada dua kata sandi yang berbeda di dalamnya",
  "two walls have the same id": "dua dinding memiliki id yang sama",
  "write a device as dshow:video=NAME": "tulis perangkat sebagai dshow:video=NAMA",
  "write a device as v4l2:///dev/video0": "tulis perangkat sebagai v4l2:///dev/video0",
  "write how often as #every=2s, from 100ms to 60m":
    "tulis selang waktunya sebagai #every=2s, dari 100ms sampai 60m",
};

/** Those with values in them, longest first, so that what says more wins. */
const templates = Object.entries(indonesian)
  .filter(([english]) => english.includes("{"))
  .toSorted(([a], [b]) => b.length - a.length)
  .map(([english, words]) => ({ pattern: patternOf(english), words }));

/** What `template` gives with any values, each of them a group of its name. */
function patternOf(template: string): RegExp {
  const parts = template.split(/\{(\w+)\}/);
  const source = parts.map((part, at) =>
    at % 2 === 1 ? `(?<${part}>.+?)` : part.replace(/[.*+?^$()|[\]\\/]/g, "\\$&"),
  );
  return new RegExp(`^${source.join("")}$`, "s");
}

/** `english` of a fault's detail in `language`; as it stands where there are no other words for it. */
export function inWords(english: string, language: Language): string {
  if (language === "en") return english;
  if (Object.hasOwn(indonesian, english)) return indonesian[english] ?? english;
  for (const { pattern, words } of templates) {
    const values = pattern.exec(english)?.groups;
    if (values !== undefined) return fill(words, values);
  }
  return english;
}
