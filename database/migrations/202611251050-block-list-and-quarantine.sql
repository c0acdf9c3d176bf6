-- Who may not write to a brand: an address, a domain with everything below it, or a network.
create table block_entry (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  kind text not null check (kind in ('address', 'domain', 'network')),
  -- normalised: lower case; networks with their prefix and without host bits
  value text not null check (value <> ''),
  reason text not null default '',
  -- true: SMTP refuses with 550; false: the mail is held in quarantine
  refuse boolean not null default false,
  added_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  hit_count integer not null default 0,
  last_hit_at timestamptz,
  unique (brand_id, kind, value)
);

-- When people were told that a held mail will leave, and when and by whom its bytes were removed. The row stays.
alter table inbound_mail add column expiry_told_at timestamptz;
alter table inbound_mail add column removed_at timestamptz;
alter table inbound_mail add column removed_by text;
-- What weighed the mail as spam or not, with the words that decided: {by, score, confidence, words}
alter table inbound_mail add column spam_verdict jsonb;

drop index inbound_mail_quarantine;
create index inbound_mail_quarantine on inbound_mail (received_at desc, id desc)
  where fate = 'quarantine' and removed_at is null;
create index inbound_mail_quarantine_reason on inbound_mail (fate_reason, received_at desc, id desc)
  where fate = 'quarantine' and removed_at is null;
-- The same words from many senders within the hour (features/mail-in/store/ledger-rows.ts).
create index inbound_mail_same_words on inbound_mail (body_sha256, received_at)
  where fate_reason = 'new' and not backfill;
