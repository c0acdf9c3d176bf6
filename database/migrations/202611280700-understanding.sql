-- What is read from customers' messages. Everything in state 'read' can be made again at any time
-- (`posthaste understand`); what a person decided cannot, and is never deleted by a reading.

-- intake: one thing a customer told us, with where it was read.
create table fact (
  id uuid primary key,
  -- The ticket it was said for: the home of the message, so that undoing a merge parts the facts too
  ticket_id uuid not null references ticket (id) on delete cascade,
  -- The message it stands in; null for what an agent said. No reference: answers that are taken back are deleted, and
  -- each such deletion would have to look here, where only received messages are named
  message_id uuid,
  key text not null check (key <> ''),
  value text not null check (value <> ''),
  -- Exactly what the customer wrote; characters (UTF-16) of the message's visible text or subject
  quote text not null default '',
  part text check (part in ('subject', 'body')),
  place_start integer,
  place_end integer,
  confidence real not null check (confidence between 0 and 1),
  reader text not null default '',
  said_by text not null check (said_by in ('customer', 'form', 'agent')),
  said_at timestamptz not null,
  state text not null default 'read' check (state in ('read', 'confirmed', 'corrected', 'removed')),
  -- Who confirmed, corrected or removed it
  by_kind text check (by_kind in ('agent', 'key', 'system')),
  by_id uuid,
  by_name text not null default '',
  created_at timestamptz not null default now(),
  check ((state = 'read') = (by_kind is null)),
  check ((part is null) = (place_start is null) and (part is null) = (place_end is null))
);
create index fact_ticket on fact (ticket_id, message_id);

-- intake: a step a customer tried, and what came of it.
create table tried_step (
  message_id uuid not null,
  ticket_id uuid not null references ticket (id) on delete cascade,
  step text not null check (step <> ''),
  outcome text not null,
  quote text not null,
  part text not null check (part in ('subject', 'body')),
  place_start integer not null,
  place_end integer not null,
  said_at timestamptz not null,
  primary key (ticket_id, message_id, step)
);

-- triage: what was thought of one message, and by which model.
create table triage_verdict (
  message_id uuid not null,
  ticket_id uuid not null references ticket (id) on delete cascade,
  topic text not null,
  department text not null,
  priority text not null check (priority in ('urgent', 'high', 'normal', 'low')),
  confidence real not null check (confidence between 0 and 1),
  unsure boolean not null,
  -- The words that tell of harm decided the topic
  danger boolean not null,
  -- [{topic, chance}], the likeliest first
  guesses jsonb not null,
  reasons text[] not null,
  clarity text not null check (clarity in ('clear', 'vague', 'empty', 'shouting')),
  title text not null,
  language text not null,
  model text not null,
  said_at timestamptz not null,
  at timestamptz not null,
  primary key (ticket_id, message_id)
);
