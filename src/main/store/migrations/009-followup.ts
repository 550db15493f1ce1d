import type { Migration } from "../migrate.ts";

/**
 * The agencies of a site, with what cities of Indonesia have to begin with, and the links of their crews. A link ends with
 * its incident, whoever closes it.
 */
export const followup: Migration = {
  version: 9,
  sql: `
CREATE TABLE agencies (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT, WITHOUT ROWID;
INSERT INTO agencies (id, version, doc) VALUES
  ('polisi', 1, '{"id":"polisi","name":"Kepolisian","shortName":"Polisi","kinds":["panic","crime","disturbance","accident","missing"],"dial":["tel:110"],"checklists":[{"kinds":["panic"],"steps":["Hubungi pelapor; tanyakan apakah aman berbicara","Kirim patroli terdekat","Pantau kamera di sekitar lokasi","Petugas tiba di lokasi","Keadaan dikuasai"]},{"kinds":["accident"],"steps":["Pastikan ada korban atau tidak","Kirim petugas dan minta ambulans bila ada korban","Amankan dan atur lalu lintas","Pindahkan kendaraan","Jalan dibuka kembali"]}]}'),
  ('damkar', 1, '{"id":"damkar","name":"Pemadam Kebakaran","shortName":"Damkar","kinds":["fire","wildfire"],"dial":["tel:113"],"checklists":[{"kinds":["fire","wildfire"],"steps":["Pastikan alamat dan jenis bangunan","Kirim unit pemadam","Minta listrik dan gas di lokasi dimatikan","Unit tiba di lokasi","Periksa korban","Api padam","Pendinginan selesai"]}]}'),
  ('dinkes', 1, '{"id":"dinkes","name":"Dinas Kesehatan","shortName":"Dinkes","kinds":["medical","accident"],"dial":["tel:119"],"checklists":[{"kinds":["medical","accident"],"steps":["Tanyakan keadaan dan jumlah pasien","Kirim ambulans","Ambulans tiba di lokasi","Tentukan rumah sakit tujuan","Pasien diserahkan"]}]}'),
  ('bpbd', 1, '{"id":"bpbd","name":"Badan Penanggulangan Bencana Daerah","shortName":"BPBD","kinds":["flood","earthquake","tsunami","volcano","landslide","weather","wildfire","tree"],"dial":["tel:117"],"checklists":[{"kinds":["flood"],"steps":["Catat tinggi air dan luas genangan","Kirim tim dan perahu bila perlu","Ungsikan warga yang terancam","Buka posko bila perlu","Air surut"]}]}'),
  ('dishub', 1, '{"id":"dishub","name":"Dinas Perhubungan","shortName":"Dishub","kinds":["traffic","accident","event"],"dial":[],"checklists":[]}'),
  ('dpupr', 1, '{"id":"dpupr","name":"Dinas Pekerjaan Umum dan Penataan Ruang","shortName":"DPUPR","kinds":["road","light","flood","landslide","water"],"dial":[],"checklists":[]}'),
  ('dlh', 1, '{"id":"dlh","name":"Dinas Lingkungan Hidup dan Kebersihan","shortName":"DLH","kinds":["waste","tree"],"dial":[],"checklists":[]}'),
  ('satpol-pp', 1, '{"id":"satpol-pp","name":"Satuan Polisi Pamong Praja","shortName":"Satpol PP","kinds":["order","disturbance","complaint","event"],"dial":[],"checklists":[]}');

CREATE TABLE crew_links (
  -- SHA-256 of its token: the token itself is kept nowhere.
  token_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  agency_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  shares_reporter INTEGER NOT NULL CHECK (shares_reporter IN (0, 1)),
  ended_at TEXT,
  opened_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX crew_links_by_incident ON crew_links (incident_id);
CREATE TRIGGER crew_links_end AFTER UPDATE OF doc ON incidents WHEN json_extract(new.doc, '$.status') = 'closed'
BEGIN
  UPDATE crew_links SET ended_at = json_extract(new.doc, '$.updatedAt')
    WHERE incident_id = new.id AND ended_at IS NULL;
END;

-- What crews have told, so that what is told again is told once.
CREATE TABLE crew_reports (
  link_id TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (link_id, key)
) STRICT, WITHOUT ROWID;
`,
};
