-- One row for every way of mail that is watched: what it reported last, and what was decided of it.
create table mail_way (
  -- smtp, http, relay, mailbox:<id>
  id text primary key check (id <> ''),
  mailbox_id uuid references mailbox (id) on delete cascade,
  first_seen_at timestamptz not null,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_error text not null default '',
  -- The last failure was a refusal: no further try mends it, a person has to.
  refused boolean not null default false,
  state text not null default 'ok' check (state in ('ok', 'late', 'failing', 'refused')),
  reason text not null default '',
  -- Since when it is in this state, and since when it has not been well; null while it is.
  since timestamptz not null,
  trouble_since timestamptz,
  lag_seconds integer not null default 0,
  decided_at timestamptz,
  -- When this trouble was told; null: not yet.
  alarmed_at timestamptz
);

-- What the graphs of the last day are drawn from.
create table mail_way_sample (
  way_id text not null references mail_way (id) on delete cascade,
  at timestamptz not null,
  state text not null,
  lag_seconds integer not null,
  primary key (way_id, at)
);
create index mail_way_sample_age on mail_way_sample (at);
