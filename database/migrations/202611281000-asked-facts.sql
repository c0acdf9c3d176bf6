-- intake: what a customer was asked for already, so that nobody asks again.
create table asked_fact (
  -- The ticket it was asked on, also when that is merged into another later
  ticket_id uuid not null references ticket (id) on delete cascade,
  brand_id uuid not null references brand (id),
  key text not null check (key <> ''),
  how text not null check (how in ('acknowledgement', 'agent', 'form')),
  at timestamptz not null,
  primary key (ticket_id, key)
);
