-- Whose word about senders a mailbox takes: names of servers (authserv-id, RFC 8601), lower case. Empty: nobody's.
alter table mailbox add column trusted_servers text[] not null default '{}';
-- What was found out about the sender (mail/sender-auth.ts); null for mail read before there were checks.
alter table inbound_mail add column auth jsonb;
