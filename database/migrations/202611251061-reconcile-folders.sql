-- Mail of a folder that is in the ledger under another number: the folder was numbered anew, or moved to another server.
-- Known by its content, which nobody wants to fetch again each day to learn so.
create table imap_known_mail (
  mailbox_id uuid not null references mailbox (id) on delete cascade,
  account text not null,
  folder text not null,
  uid_validity bigint not null,
  uid bigint not null,
  primary key (mailbox_id, account, folder, uid_validity, uid)
);

-- The last comparison of a folder with the ledger.
create table imap_reconciliation (
  mailbox_id uuid not null references mailbox (id) on delete cascade,
  folder text not null,
  at timestamptz not null,
  -- Mails in the folder from the mailbox's day on; of them in the ledger, before filling.
  on_server integer not null,
  in_ledger integer not null,
  filled integer not null,
  -- Left outside: older than the day, and those the server would not give.
  before_day integer not null,
  unreadable integer not null,
  -- What went wrong, as a sentence; then the counts are those of the part that was compared.
  trouble text not null default '',
  primary key (mailbox_id, folder)
);
