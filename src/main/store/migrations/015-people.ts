import type { Migration } from "../migrate.ts";

/**
 * What accounts have beside a role, where sessions are from, tokens of software, and who did what. Times are
 * milliseconds since 1970. Entries of `audit` are added and nothing else: the triggers refuse every change of one, and
 * their removal but of the oldest ones, once they are old (34560000000 ms are 400 days) and only as far as
 * `audit_pruned` says, which is a row that stays and keeps the hash that the chain goes on from.
 */
export const people: Migration = {
  version: 15,
  sql: `
ALTER TABLE accounts ADD COLUMN language TEXT NOT NULL DEFAULT 'id' CHECK (language IN ('id', 'en'));
ALTER TABLE accounts ADD COLUMN scope TEXT NOT NULL DEFAULT '{"wallIds":null,"cameraGroups":null}'
  CHECK (json_valid(scope));
ALTER TABLE accounts ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1));
ALTER TABLE accounts ADD COLUMN pin_hash TEXT;
ALTER TABLE accounts ADD COLUMN lock_after_minutes INTEGER;

ALTER TABLE sessions ADD COLUMN scope TEXT NOT NULL DEFAULT '{"wallIds":null,"cameraGroups":null}'
  CHECK (json_valid(scope));
ALTER TABLE sessions ADD COLUMN signed_in_at INTEGER;
ALTER TABLE sessions ADD COLUMN last_used_at INTEGER;
ALTER TABLE sessions ADD COLUMN address TEXT;
ALTER TABLE sessions ADD COLUMN browser TEXT;
ALTER TABLE sessions ADD COLUMN locked_at INTEGER;
ALTER TABLE sessions ADD COLUMN pin_failures INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sessions_by_name ON sessions (name);

CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (json_valid(scope)),
  made_by TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX api_tokens_by_maker ON api_tokens (made_by);

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  role TEXT,
  way TEXT NOT NULL,
  address TEXT NOT NULL,
  act TEXT NOT NULL,
  thing TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  status INTEGER NOT NULL,
  times INTEGER NOT NULL,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (at);

CREATE TABLE audit_pruned (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  through INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_goes_when_old BEFORE DELETE ON audit
WHEN OLD.seq > (SELECT coalesce(max(through), 0) FROM audit_pruned)
BEGIN SELECT RAISE(ABORT, 'audit entries are removed by their age alone'); END;
CREATE TRIGGER audit_is_added_at_its_end BEFORE INSERT ON audit
WHEN NEW.seq IS NOT NULL AND NEW.seq <> -1 AND NEW.seq <= (SELECT coalesce(max(seq), 0) FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit entries are added at the end'); END;
CREATE TRIGGER audit_pruned_by_age BEFORE INSERT ON audit_pruned
WHEN NOT EXISTS (
  SELECT 1 FROM audit WHERE seq = NEW.through AND hash = NEW.hash AND at < NEW.at - 34560000000
)
BEGIN SELECT RAISE(ABORT, 'audit entries are kept for 400 days'); END;
CREATE TRIGGER audit_pruned_is_never_changed BEFORE UPDATE ON audit_pruned
BEGIN SELECT RAISE(ABORT, 'what was removed of the audit stays told'); END;
CREATE TRIGGER audit_pruned_stays BEFORE DELETE ON audit_pruned
BEGIN SELECT RAISE(ABORT, 'what was removed of the audit stays told'); END;
`,
};
