-- Mails the desk sends to itself, to see that they come back: each is one row, with the token's id in its Message-ID.
create table canary (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  mailbox_id uuid not null references mailbox (id) on delete cascade,
  -- canary: sent by the clock; test: sent because somebody asked for a test.
  purpose text not null check (purpose in ('canary', 'test')),
  -- sending -> sent | failed; not back in time: overdue; and from each of them: returned.
  state text not null check (state in ('sending', 'sent', 'returned', 'failed', 'overdue')),
  created_at timestamptz not null,
  -- When a process took it up to send it; only the first may.
  taken_at timestamptz,
  returned_at timestamptz,
  -- Past this the token counts no more, and the mail is a mail like any other.
  expires_at timestamptz not null,
  inbound_mail_id uuid references inbound_mail (id),
  error text not null default '',
  check ((state = 'returned') = (returned_at is not null))
);
-- One under way for each mailbox, however many workers send.
create unique index canary_under_way on canary (mailbox_id) where purpose = 'canary' and state in ('sending', 'sent');
create index canary_of_mailbox on canary (mailbox_id, created_at desc);
create index canary_age on canary (created_at);
create index canary_mail on canary (inbound_mail_id) where inbound_mail_id is not null;

-- What becomes of one that came back: its own fate, so that it is never counted as somebody's mail.
alter table inbound_mail drop constraint inbound_mail_fate_check;
alter table inbound_mail add constraint inbound_mail_fate_check
  check (fate in ('ticket', 'duplicate', 'quarantine', 'canary'));
create index inbound_mail_canary on inbound_mail (done_at) where fate = 'canary' and removed_at is null;

-- A test of a mailbox or of the relay, step by step. The newest of each target is shown.
create table mail_test (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  -- null: the relay.
  mailbox_id uuid references mailbox (id) on delete cascade,
  started_by text not null,
  started_at timestamptz not null,
  taken_at timestamptz,
  finished_at timestamptz,
  steps jsonb not null
);
create unique index mail_test_running on mail_test (brand_id, coalesce(mailbox_id, '00000000-0000-0000-0000-000000000000'))
  where finished_at is null;
create index mail_test_of_target on mail_test (brand_id, mailbox_id, started_at desc);
