-- What a brand knows, as people changed it in the browser: laid over the files of its profile.

-- One row is one change that was saved, of one file or of several together.
create table knowledge_change (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  -- 1, 2, 3 of the brand
  number integer not null check (number > 0),
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null default '',
  -- Why, in the words of whoever did it
  note text not null,
  -- What, in the words of the desk
  summary jsonb not null,
  -- The change whose state came back; 0: the profile's own; null: something new
  restores integer,
  unique (brand_id, number)
);

-- Texts of files, each once.
create table knowledge_text (
  brand_id uuid not null references brand (id),
  digest bytea not null,
  content text not null,
  primary key (brand_id, digest)
);

-- What a change made of a file.
create table knowledge_file (
  change_id uuid not null references knowledge_change (id),
  path text not null check (path <> ''),
  -- Null: the profile's own text
  text_digest bytea,
  -- The profile's own text at that time: what was not edited follows the profile
  own_digest bytea,
  primary key (change_id, path)
);
