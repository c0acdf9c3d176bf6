-- Of a mail above the cap only its header is kept: how large the whole of it is. Null for every other mail.
alter table inbound_mail add column whole_size bigint;
-- Old mail that an import or the first reading of a folder brings at once: however much it is, it is no flood.
alter table inbound_mail add column backfill boolean not null default false;

-- How many tickets a sender opened within the hour (features/mail-in/store/ledger-rows.ts).
create index inbound_mail_opened on inbound_mail (from_address, received_at)
  where fate_reason = 'new' and not backfill;
