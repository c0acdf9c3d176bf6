/**
 * The bare bound, a process of its own: `node bench/bound.ts DATABASE_URL`.
 * SMTP, parsed with postal-mime, one durable row each, 250 only after the commit. No help desk can be faster than this.
 * Prints its port, then waits to be ended.
 */
import pg from 'pg';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const pool = new pg.Pool({ connectionString: process.argv[2], max: 8 });
await pool.query(
  'create table if not exists bound_mail (id bigserial primary key, subject text, sender text, body text, raw_size int)',
);

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData(stream, _session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      store(Buffer.concat(chunks)).then(
        () => callback(),
        (error: Error) => callback(error),
      );
    });
  },
});

async function store(raw: Buffer): Promise<void> {
  const mail = await PostalMime.parse(raw);
  await pool.query('insert into bound_mail (subject, sender, body, raw_size) values ($1, $2, $3, $4)', [
    mail.subject ?? '',
    mail.from?.address ?? '',
    mail.text ?? '',
    raw.length,
  ]);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : null })}\n`);
});
process.on('SIGTERM', () => {
  server.close(() => {
    pool.end().then(() => process.exit(0));
  });
});
