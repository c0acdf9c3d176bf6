-- The main corridor: who we are, who writes, what they wrote, what we answer.
-- Ids are UUIDv7 made by the application, so a row's id is known before it is written.

create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gin;

-- workspace -----------------------------------------------------------------

create table brand (
  id uuid primary key,
  key text not null unique check (key <> ''),
  name text not null,
  default_language text not null,
  created_at timestamptz not null default now()
);

create table team (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  key text not null,
  name text not null,
  department text,
  created_at timestamptz not null default now(),
  unique (brand_id, key)
);

create table mailbox (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  team_id uuid references team (id),
  -- lower case, normalised
  address text not null unique check (address <> ''),
  name text not null default '',
  plus_addressing boolean not null default true,
  -- {host, port, secure, user, folders, since}; the password is in imap_password
  imap jsonb,
  imap_password text,
  -- SHA-256 hex of the secret for POST /inbound/mime
  inbound_secret_hash text unique,
  health_state text not null default 'off' check (health_state in ('ok', 'trouble', 'off')),
  health_note text not null default '',
  last_mail_at timestamptz,
  last_check_at timestamptz,
  created_at timestamptz not null default now()
);

create table mailbox_alias (
  address text primary key check (address <> ''),
  mailbox_id uuid not null references mailbox (id) on delete cascade,
  team_id uuid references team (id)
);

-- Progress of one IMAP folder: everything up to last_uid of this UIDVALIDITY is in the ledger.
create table imap_cursor (
  mailbox_id uuid not null references mailbox (id) on delete cascade,
  folder text not null,
  uid_validity bigint not null,
  last_uid bigint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (mailbox_id, folder)
);

create table setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- Keys for tokens; old ones verify for a time after a new one signs.
create table signing_key (
  id text primary key,
  purpose text not null,
  secret bytea not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);

-- people --------------------------------------------------------------------

create table person (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  name text not null default '',
  language text,
  created_at timestamptz not null default now()
);

create table person_address (
  brand_id uuid not null references brand (id),
  -- normalised for comparison
  address text not null check (address <> ''),
  -- as last written
  shown_address text not null,
  person_id uuid not null references person (id),
  created_at timestamptz not null default now(),
  primary key (brand_id, address)
);
create index person_address_person on person_address (person_id);

-- access --------------------------------------------------------------------

create table agent (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email) and email <> ''),
  role text not null check (role in ('admin', 'lead', 'agent', 'viewer')),
  password_hash text,
  active boolean not null default true,
  last_seen_at timestamptz,
  created_at timestamptz not null default now()
);

create table team_member (
  team_id uuid not null references team (id) on delete cascade,
  agent_id uuid not null references agent (id) on delete cascade,
  primary key (team_id, agent_id)
);
create index team_member_agent on team_member (agent_id);

create table session (
  -- SHA-256 hex of the cookie's token
  token_hash text primary key,
  agent_id uuid not null references agent (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_seen_at timestamptz not null default now()
);
create index session_agent on session (agent_id);

create table sign_in_link (
  token_hash text primary key,
  agent_id uuid not null references agent (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table api_key (
  id uuid primary key,
  name text not null,
  prefix text not null,
  key_hash text not null unique,
  role text not null check (role in ('admin', 'lead', 'agent', 'viewer')),
  scopes text[] not null default '{}',
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);

create table idempotency_key (
  -- actor id + key as sent
  actor text not null,
  key text not null,
  -- SHA-256 hex of method, path and body
  request_hash text not null,
  status integer,
  reply jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_key_age on idempotency_key (created_at);

-- mail-in: the ledger ---------------------------------------------------------

-- Every mail handed to us, whatever becomes of it. A row exists only with its raw bytes kept.
create table inbound_mail (
  id uuid primary key,
  source text not null check (source in ('smtp', 'imap', 'http', 'import')),
  -- Makes a second fetch of the same mail a no-op: imap:<mailbox>:<folder>:<validity>:<uid>,
  -- import:<mailbox>:<sha256>, http:<mailbox>:<sha256>; smtp deliveries are unique by id.
  source_key text not null unique check (source_key <> ''),
  mailbox_id uuid references mailbox (id) on delete set null,
  envelope_from text,
  envelope_to text[] not null default '{}',
  remote_address text,
  helo text,
  tls boolean not null default false,
  raw_sha256 text not null check (length(raw_sha256) = 64),
  raw_size integer not null,
  received_at timestamptz not null default now(),
  state text not null default 'received' check (state in ('received', 'done')),
  fate text check (fate in ('ticket', 'duplicate', 'quarantine')),
  fate_reason text,
  fate_note text not null default '',
  ticket_id uuid,
  message_id uuid,
  duplicate_of uuid references inbound_mail (id),
  -- Filled when read: what tells the same mail by another way from another mail with the same Message-ID
  message_id_header text,
  body_sha256 text,
  mail_date timestamptz,
  -- Header facts for lists, filled when read
  from_address text not null default '',
  to_address text not null default '',
  subject text not null default '',
  snippet text not null default '',
  attempts integer not null default 0,
  last_error text,
  done_at timestamptz,
  check ((state = 'done') = (fate is not null))
);
create index inbound_mail_waiting on inbound_mail (received_at) where state = 'received';
create index inbound_mail_quarantine on inbound_mail (received_at desc, id desc) where fate = 'quarantine';
create index inbound_mail_message on inbound_mail (message_id);
create index inbound_mail_raw on inbound_mail (raw_sha256);
create index inbound_mail_message_id on inbound_mail (message_id_header) where message_id_header is not null;

-- tickets ---------------------------------------------------------------------

create sequence ticket_number start 1001;

create table ticket (
  id uuid primary key,
  number bigint not null unique default nextval('ticket_number'),
  brand_id uuid not null references brand (id),
  mailbox_id uuid references mailbox (id) on delete set null,
  person_id uuid references person (id),
  subject text not null default '',
  title text not null default '',
  title_fixed boolean not null default false,
  status text not null default 'new'
    check (status in ('new', 'open', 'waiting-on-customer', 'waiting-on-third-party', 'resolved', 'closed', 'spam')),
  priority text not null default 'normal' check (priority in ('urgent', 'high', 'normal', 'low')),
  department text,
  topic text,
  team_id uuid references team (id) on delete set null,
  assignee_id uuid references agent (id) on delete set null,
  tags text[] not null default '{}',
  language text,
  snippet text not null default '',
  message_count integer not null default 0,
  attachment_count integer not null default 0,
  waiting_for_us boolean not null default false,
  delivery_trouble boolean not null default false,
  merged_into uuid references ticket (id),
  -- Counts up with every change: optimistic locking and live updates
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_customer_at timestamptz,
  last_agent_at timestamptz
);
-- Lists ask for one status at a time and join the answers (features/tickets/queries/list-tickets.ts), so every page is a
-- walk along one of these. Few indexes, because every mail moves its ticket in all of them.
create index ticket_by_update on ticket (updated_at desc, id desc) where merged_into is null;
create index ticket_by_status on ticket (status, updated_at desc, id desc) where merged_into is null;
create index ticket_by_assignee on ticket (assignee_id, status, updated_at desc, id desc) where merged_into is null;
create index ticket_by_team on ticket (team_id, status, updated_at desc, id desc) where merged_into is null;
create index ticket_person on ticket (person_id, updated_at desc);
create index ticket_merged on ticket (merged_into) where merged_into is not null;
create index ticket_tags on ticket using gin (tags) where tags <> '{}';

create table ticket_participant (
  ticket_id uuid not null references ticket (id) on delete cascade,
  person_id uuid not null references person (id),
  role text not null check (role in ('requester', 'cc', 'unverified')),
  -- The ticket whose merge brought this person along; undoing the merge takes them away again
  via_ticket_id uuid references ticket (id),
  created_at timestamptz not null default now(),
  primary key (ticket_id, person_id)
);

-- A second ticket this one may belong to: shown to the agent, never acted on.
create table ticket_proposal (
  ticket_id uuid not null references ticket (id) on delete cascade,
  other_id uuid not null references ticket (id) on delete cascade,
  reason text not null,
  created_at timestamptz not null default now(),
  primary key (ticket_id, other_id)
);

create table message (
  id uuid primary key,
  ticket_id uuid not null references ticket (id),
  -- The ticket the message came with; differs from ticket_id while merged
  home_ticket_id uuid not null references ticket (id),
  direction text not null check (direction in ('in', 'out', 'internal')),
  kind text not null default 'message' check (kind in ('message', 'note', 'auto')),
  author_kind text not null check (author_kind in ('customer', 'agent', 'system')),
  person_id uuid references person (id),
  agent_id uuid references agent (id) on delete set null,
  author_name text not null default '',
  author_address text,
  inbound_mail_id uuid references inbound_mail (id),
  subject text not null default '',
  text text not null default '',
  html text,
  visible_text text not null default '',
  quoted_text text not null default '',
  signature text not null default '',
  -- [{name, address}]
  to_list jsonb not null default '[]',
  cc_list jsonb not null default '[]',
  reply_to_list jsonb not null default '[]',
  message_id_header text,
  in_reply_to text,
  refs text[] not null default '{}',
  automatic boolean not null default false,
  lane text check (lane in ('verified', 'plausible', 'unverified', 'failed')),
  lane_reasons text[] not null default '{}',
  -- {code, reason, notes[]}: why it landed on this ticket
  thread_verdict jsonb,
  -- [{code, note}]
  warnings jsonb not null default '[]',
  remote_image_count integer not null default 0,
  mentions uuid[] not null default '{}',
  -- When the writer says they wrote it; order of the conversation
  at timestamptz not null,
  created_at timestamptz not null default now()
);
create index message_ticket on message (ticket_id, at, id);
create index message_home on message (home_ticket_id) where ticket_id <> home_ticket_id;

-- Exact Message-IDs of a brand: those we have ('own') and those some mail refers to ('seen').
-- A reply that overtakes its opening leaves a 'seen' row that the opening then finds.
create table mail_reference (
  brand_id uuid not null references brand (id),
  -- without angle brackets
  message_id_header text not null check (message_id_header <> '' and length(message_id_header) <= 998),
  kind text not null check (kind in ('own', 'seen')),
  ticket_id uuid not null references ticket (id),
  message_id uuid references message (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (brand_id, message_id_header, kind, ticket_id)
);

create table attachment (
  id uuid primary key,
  message_id uuid not null references message (id) on delete cascade,
  position integer not null,
  filename text not null,
  content_type text not null,
  sniffed_type text,
  size integer not null,
  sha256 text not null check (length(sha256) = 64),
  content_id text,
  inline boolean not null default false,
  origin text not null default 'part' check (origin in ('part', 'tnef', 'rfc822', 'upload')),
  warning text
);
create index attachment_message on attachment (message_id, position);

-- A file an agent or customer uploaded and not yet sent.
create table upload (
  id uuid primary key,
  agent_id uuid references agent (id) on delete cascade,
  filename text not null,
  content_type text not null,
  size integer not null,
  sha256 text not null check (length(sha256) = 64),
  created_at timestamptz not null default now()
);
create index upload_age on upload (created_at);

create table draft (
  ticket_id uuid not null references ticket (id) on delete cascade,
  agent_id uuid not null references agent (id) on delete cascade,
  content jsonb not null,
  saved_at timestamptz not null default now(),
  primary key (ticket_id, agent_id)
);

-- What happened, by whom, and why. Append only.
create table event (
  id uuid primary key,
  brand_id uuid references brand (id),
  ticket_id uuid references ticket (id),
  home_ticket_id uuid references ticket (id),
  kind text not null,
  actor_kind text not null check (actor_kind in ('agent', 'customer', 'system', 'key')),
  actor_id uuid,
  actor_name text not null default '',
  data jsonb not null default '{}',
  -- Machine reason and human notes of an automatic decision
  reasons text[] not null default '{}',
  at timestamptz not null default now()
);
create index event_ticket on event (ticket_id, at, id);

-- Who looks at what right now; rows older than 45 s mean nothing.
create unlogged table presence (
  ticket_id uuid not null,
  agent_id uuid not null,
  state text not null check (state in ('viewing', 'typing')),
  seen_at timestamptz not null default now(),
  primary key (ticket_id, agent_id)
);

-- search ----------------------------------------------------------------------

create table search_document (
  ticket_id uuid not null references ticket (id) on delete cascade,
  -- message id, or the ticket's own id for subject and title
  source_id uuid not null,
  kind text not null check (kind in ('ticket', 'message', 'attachment')),
  words tsvector not null,
  at timestamptz not null,
  primary key (source_id, kind)
);
create index search_document_words on search_document using gin (words);
create index search_document_ticket on search_document (ticket_id);

-- mail-out: the outbox ----------------------------------------------------------

-- One row = one mail = one Message-ID, whatever happens.
create table outbound_mail (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  mailbox_id uuid references mailbox (id) on delete set null,
  ticket_id uuid references ticket (id),
  -- The message on the ticket this mail carries; null for notifications
  -- and null again once an answer was taken back before it left
  message_id uuid references message (id) on delete set null,
  kind text not null check (kind in ('reply', 'acknowledgement', 'notification')),
  message_id_header text not null unique check (message_id_header <> ''),
  envelope_from text not null default '',
  envelope_to text[] not null,
  subject text not null default '',
  -- {from, to, cc, replyTo, inReplyTo, references, headers, text, html, attachments:[{sha256, filename, contentType, cid}]}
  content jsonb not null,
  state text not null default 'queued'
    check (state in ('queued', 'sending', 'accepted', 'failed', 'unknown', 'cancelled')),
  -- Not before: end of the undo window, or the time chosen
  due_at timestamptz not null default now(),
  scheduled boolean not null default false,
  attempts integer not null default 0,
  -- Set while a process hands it over; an old one means the process died
  sending_since timestamptz,
  -- The job that hands it over: the same job coming again means its process died
  sending_job text,
  -- Set before the first byte of content leaves: from then on the relay may have taken it
  data_began_at timestamptz,
  last_error text,
  reply_code integer,
  captured boolean not null default false,
  raw_sha256 text,
  raw_size integer,
  accepted_at timestamptz,
  created_at timestamptz not null default now()
);
create index outbound_mail_due on outbound_mail (due_at) where state = 'queued';
create index outbound_mail_sending on outbound_mail (sending_since) where state = 'sending';
create index outbound_mail_trouble on outbound_mail (created_at desc) where state in ('failed', 'unknown');
create index outbound_mail_message on outbound_mail (message_id);
create index outbound_mail_ticket on outbound_mail (ticket_id);
create index outbound_mail_captured on outbound_mail (accepted_at desc, id desc) where captured;

-- Automatic mail sent, for the budgets: per ticket and sender, per recipient and day, and in all.
create table automatic_mail (
  id uuid primary key,
  ticket_id uuid,
  recipient text not null,
  kind text not null,
  at timestamptz not null default now()
);
create index automatic_mail_recipient on automatic_mail (recipient, at desc);
create index automatic_mail_ticket on automatic_mail (ticket_id, at desc);
create index automatic_mail_at on automatic_mail (at desc);

-- http ------------------------------------------------------------------------

-- Requests of this minute per key or address. One row a bucket, reused.
create unlogged table rate_count (
  bucket text primary key,
  minute timestamptz not null,
  hits integer not null
);
