-- A consent that somebody else gave than the account's own address waits apart until a person confirms it: the grant that was
-- confirmed before stays in use meanwhile. Sealed as in `tokens`, where it is moved to.
CREATE TABLE unconfirmed_grants (
  account INTEGER PRIMARY KEY REFERENCES mail_accounts (id),
  asked TEXT NOT NULL,
  -- Sealed.
  access TEXT NOT NULL,
  refresh TEXT,
  expires_at INTEGER NOT NULL,
  scopes TEXT NOT NULL,
  who TEXT NOT NULL,
  granted_at INTEGER NOT NULL
) STRICT;
INSERT INTO unconfirmed_grants (account, asked, access, refresh, expires_at, scopes, who, granted_at)
  SELECT account, asked, access, refresh, expires_at, scopes, who, granted_at FROM tokens WHERE confirmed = 0;
-- What is left in `tokens` is confirmed. Its column stays, because the Worker before this one reads it until it is replaced.
DELETE FROM tokens WHERE confirmed = 0;
