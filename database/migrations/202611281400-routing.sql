-- Who of a team gets a ticket. A team without a row in routing_policy takes its tickets itself.

-- Kept by the feature routing: what tickets must know of it, so that a desk that does not route pays nothing.
alter table team add column routed boolean not null default false;

create table routing_policy (
  team_id uuid primary key references team (id) on delete cascade,
  brand_id uuid not null references brand (id),
  mode text not null check (mode in ('off', 'round-robin', 'least-loaded')),
  -- Open tickets a person gets at most, unless they have a number of their own
  cap integer not null check (cap between 1 and 500),
  only_working boolean not null,
  language text not null check (language in ('required', 'preferred', 'any')),
  skill text not null check (skill in ('required', 'preferred', 'any')),
  same_agent boolean not null,
  -- What becomes of an urgent ticket when everybody is full
  urgent text not null check (urgent in ('above-cap', 'lead', 'wait')),
  -- Working minutes of the team until nobody took it; null: it may wait
  take_minutes integer check (take_minutes between 5 and 43200),
  overdue text not null check (overdue in ('lead', 'general', 'wider')),
  -- Working minutes of a person until they did nothing; null: it stays with them
  act_minutes integer check (act_minutes between 5 and 43200),
  updated_at timestamptz not null
);

-- How a person works: when, in which languages, on what.
create table agent_work (
  agent_id uuid primary key references agent (id) on delete cascade,
  zone text not null default 'UTC' check (zone <> ''),
  -- [{day: 1..7, from: 'HH:MM', to: 'HH:MM'}], Monday is 1; null: at any time
  hours jsonb,
  languages text[] not null default '{}',
  -- [{of: a topic or department, level: 1 learning, 2 knows, 3 expert}]
  skills jsonb not null default '[]',
  cap integer check (cap between 1 and 500),
  away_since timestamptz,
  -- Null while away: until they say that they are back
  away_until timestamptz,
  updated_at timestamptz not null,
  check (away_until is null or away_since is not null)
);

-- A ticket that waits in the queue of a routed team, or that the desk gave to somebody.
create table routed_ticket (
  ticket_id uuid primary key references ticket (id) on delete cascade,
  brand_id uuid not null references brand (id),
  team_id uuid not null references team (id) on delete cascade,
  -- Null: it waits
  agent_id uuid references agent (id) on delete cascade,
  -- Of its priority, 1 is urgent: the order of the queue
  rank smallint not null,
  -- Since when it waits, or is with this person
  since timestamptz not null,
  -- Why nobody has it, for people
  reason text not null default '',
  -- Had it and did not act, or went away: not again before it moves or somebody acts
  not_again uuid[] not null default '{}',
  -- It waited too long: language and skill are no longer required
  wider boolean not null default false,
  -- When a lead was told that it waits too long
  told_at timestamptz
);
create index routed_ticket_queue on routed_ticket (team_id, rank, since) where agent_id is null;
create index routed_ticket_given on routed_ticket (agent_id) where agent_id is not null;

-- When a person was last given a ticket of a team: whose turn it is.
create table routing_turn (
  team_id uuid not null references team (id) on delete cascade,
  agent_id uuid not null references agent (id) on delete cascade,
  at timestamptz not null,
  primary key (team_id, agent_id)
);
