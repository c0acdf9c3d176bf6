-- Known errors and known issues: what a message tells of by the catalogue, and problems that many tickets share.

-- intake: an error of the profile's catalogue that a message tells of. Derived: made again with every reading.
create table known_error (
  -- The ticket the message came for, as with facts
  ticket_id uuid not null references ticket (id) on delete cascade,
  message_id uuid not null,
  -- Id of the catalogue's entry
  error text not null check (error <> ''),
  confidence real not null check (confidence between 0 and 1),
  reason text not null,
  quote text not null,
  part text not null check (part in ('subject', 'body')),
  place_start integer not null,
  place_end integer not null,
  said_at timestamptz not null,
  primary key (ticket_id, message_id, error)
);

-- known-issues ------------------------------------------------------------------

create sequence known_issue_number;

create table known_issue (
  id uuid primary key,
  number bigint not null unique default nextval('known_issue_number'),
  brand_id uuid not null references brand (id),
  title text not null check (title <> ''),
  status text not null check (status in ('investigating', 'known', 'workaround', 'fixed', 'closed')),
  -- What tickets are matched by: {topics, generations, firmware, app, systems, errors, words}
  affects jsonb not null,
  -- {language: what a customer can do meanwhile}
  workarounds jsonb not null default '{}',
  notes text not null default '',
  -- Version that brings the fix, as people write it
  fixed_in text not null default '',
  owner_id uuid references agent (id) on delete set null,
  -- Tickets that fit surely are linked without asking
  auto_link boolean not null default false,
  first_seen_at timestamptz not null,
  -- Counts up with every change: whoever edits says which one they saw
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index known_issue_brand on known_issue (brand_id, updated_at desc, id desc);

-- What happened to an issue, by whom. Append only.
create table known_issue_event (
  id uuid primary key,
  issue_id uuid not null references known_issue (id) on delete cascade,
  kind text not null,
  actor_kind text not null check (actor_kind in ('agent', 'system', 'key')),
  actor_id uuid,
  actor_name text not null default '',
  -- One plain sentence for each thing that changed
  sentences text[] not null,
  at timestamptz not null
);
create index known_issue_event_issue on known_issue_event (issue_id, at desc, id desc);

-- What is thought of an issue and a ticket together. Kept by the ticket it was said for, so that undoing a merge parts it.
create table known_issue_ticket (
  issue_id uuid not null references known_issue (id) on delete cascade,
  ticket_id uuid not null references ticket (id) on delete cascade,
  -- proposed is derived; linked and rejected are decisions, which no reading changes
  state text not null check (state in ('proposed', 'linked', 'rejected')),
  -- What the rule found; null where somebody linked what was never proposed
  score real check (score between 0 and 1),
  reasons text[] not null default '{}',
  by_kind text check (by_kind in ('agent', 'system', 'key')),
  by_id uuid,
  by_name text not null default '',
  changed_at timestamptz not null,
  primary key (issue_id, ticket_id),
  check ((state = 'proposed') = (by_kind is null))
);
create index known_issue_ticket_ticket on known_issue_ticket (ticket_id);
create index known_issue_ticket_state on known_issue_ticket (issue_id, state, changed_at desc, ticket_id desc);

-- By what a ticket is counted: device, versions, systems, errors. Derived from its facts and those of tickets merged into it.
create table ticket_trait (
  brand_id uuid not null references brand (id),
  ticket_id uuid not null references ticket (id) on delete cascade,
  -- 'ticket' is the ticket itself, with an empty value
  kind text not null check (kind in ('ticket', 'generation', 'firmware', 'app', 'os', 'error')),
  value text not null,
  -- Of the ticket; '' while it has none
  topic text not null,
  -- On which it came in, UTC
  day date not null,
  primary key (ticket_id, kind, value)
);
create index ticket_trait_count on ticket_trait (brand_id, kind, value, topic, day) include (ticket_id);

-- Tickets about the same that become more than usual, without a known issue: perhaps a new problem.
create table rising_cluster (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  topic text not null,
  kind text not null check (kind in ('error', 'firmware', 'app')),
  value text not null,
  state text not null check (state in ('open', 'dismissed', 'taken')),
  -- {recent, expected, days: [{day, tickets}], reasons} when it was last looked at
  evidence jsonb not null,
  issue_id uuid references known_issue (id) on delete set null,
  by_name text not null default '',
  found_at timestamptz not null,
  changed_at timestamptz not null,
  unique (brand_id, topic, kind, value)
);
create index rising_cluster_open on rising_cluster (brand_id, found_at desc) where state = 'open';
