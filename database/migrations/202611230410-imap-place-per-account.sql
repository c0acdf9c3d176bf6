-- The place in a folder belongs to the account it was read from: with another server or login the numbers mean other mails.

alter table imap_cursor add column account text not null default '';
-- The day from which the folder was read; null: all of it. Asked for an earlier one, it is read again from there.
alter table imap_cursor add column since date;

update imap_cursor c
  set account = (m.imap->>'user') || '@' || lower(m.imap->>'host'), since = (m.imap->>'since')::date
  from mailbox m where m.id = c.mailbox_id and m.imap is not null;

alter table imap_cursor alter column account drop default;
alter table imap_cursor drop constraint imap_cursor_pkey;
alter table imap_cursor add primary key (mailbox_id, account, folder);
