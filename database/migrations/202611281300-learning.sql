-- learning: what people's corrections of a ticket's place teach, and the models made of that.

-- One ticket, what it teaches. No text is kept here: it is read from the message when a model is trained, so what is erased
-- there teaches nothing any more.
create table topic_example (
  ticket_id uuid primary key references ticket (id) on delete cascade,
  brand_id uuid not null references brand (id),
  -- The message that opened it
  message_id uuid not null,
  -- correction: a person put it elsewhere; confirmation: answered and solved where the desk had put it
  kind text not null check (kind in ('correction', 'confirmation')),
  -- Where the desk had put it; null: it left that to people
  placed_topic text,
  placed_department text,
  -- What people made of it: its topic; null where they chose no more than a team or department, which are these
  topic text,
  departments text[] not null check (cardinality(departments) > 0),
  -- Among its likes every fifth is held back: never trained on, decided once
  stratum text not null,
  held_back boolean not null,
  by_kind text not null check (by_kind in ('agent', 'key')),
  by_id uuid,
  by_name text not null,
  at timestamptz not null,
  -- A person said that nothing is to be learnt from it
  ignored_at timestamptz,
  ignored_by text not null default ''
);
create index topic_example_newest on topic_example (brand_id, kind, at desc, ticket_id desc);
create index topic_example_stratum on topic_example (brand_id, stratum);

-- A trained model. Its weights stand apart, so that lists do not read them; refused ones have none.
create table topic_model (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  number integer not null check (number > 0),
  state text not null check (state in ('kept', 'refused')),
  -- Digest of the classifier's code: weights of another make mean nothing
  make text not null,
  made_at timestamptz not null,
  made_by text not null,
  -- {examples, corrections, heldBack, seconds}
  made_from jsonb not null,
  -- How right it was on the held-back part, and how right the version in use was on the same part
  evaluation jsonb not null,
  compared jsonb not null,
  -- For people: why it was adopted or refused
  reasons text[] not null,
  unique (brand_id, number)
);

create table topic_model_weights (
  model_id uuid primary key references topic_model (id) on delete cascade,
  bytes bytea not null
);
alter table topic_model_weights alter column bytes set storage external;

-- Which model a brand uses, and how far training is. The row is locked by whoever writes examples or changes the model in use.
create table topic_learning (
  brand_id uuid primary key references brand (id),
  -- Null: that of the profile's examples
  model_id uuid references topic_model (id),
  since timestamptz,
  by_name text not null default '',
  -- After a roll-back nothing is trained by itself until somebody asks
  rests boolean not null default false,
  -- Training under way: what is done now, how much of it, and when that was written
  stage text,
  stage_share real,
  stage_at timestamptz,
  -- What the last training was made from: the same again is not trained again
  trained_from text,
  trained_at timestamptz,
  -- Why the last training ended without a version; empty: it did not
  failure text not null default ''
);
