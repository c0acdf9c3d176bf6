-- What people taught the spam filter: one lesson a mail, so that teaching twice counts once and can be taken back exactly.
create table spam_lesson (
  inbound_mail_id uuid primary key references inbound_mail (id),
  brand_id uuid not null references brand (id),
  verdict text not null check (verdict in ('spam', 'ham')),
  -- Hashes of its words, never the words: nobody's letter can be read from here
  marks text[] not null,
  taught_by text not null,
  taught_at timestamptz not null default now()
);
create index spam_lesson_verdict on spam_lesson (brand_id, verdict);

-- In how many taught mails a word stands.
create table spam_word (
  brand_id uuid not null references brand (id),
  mark text not null,
  spam integer not null default 0 check (spam >= 0),
  ham integer not null default 0 check (ham >= 0),
  primary key (brand_id, mark)
);
