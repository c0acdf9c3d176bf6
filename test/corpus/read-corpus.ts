/** The mails of this folder with what is expected of them, from files and made. */
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { inspect } from '#apps/posthaste/commands/inspect.ts';
import { generated } from './generated.ts';

export const expectationSchema = z.strictObject({
  rule: z.string().min(10),
  reads: z.record(z.string(), z.unknown()),
  never: z.array(z.string()).optional(),
  becomes: z.strictObject({
    fate: z.enum(['ticket', 'quarantine']),
    reason: z.string().optional(),
    lane: z.string().optional(),
    author: z.string().optional(),
    subject: z.string().optional(),
    /** Words of the message as recorded, from its beginning to its end. */
    says: z.string().optional(),
    note: z.string().optional(),
    proposes: z.string().optional(),
    remoteImageCount: z.number().optional(),
    files: z.array(z.record(z.string(), z.unknown())).optional(),
  }),
});

export type CorpusMail = z.output<typeof expectationSchema> & { name: string; raw: Buffer };

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Every mail, in a stable order. Throws for a mail without expectation, or the other way round. */
export async function readCorpus(): Promise<CorpusMail[]> {
  const names = (ending: string): string[] =>
    globSync(`*/*.${ending}`, { cwd: folder })
      .map((path) => path.replaceAll('\\', '/').slice(0, -ending.length - 1))
      .sort();
  const mails = names('eml');
  const alone = names('json').filter((name) => !mails.includes(name));
  if (alone.length > 0) throw new Error(`There is no mail for ${alone.join(', ')}`);
  const stored = await Promise.all(
    mails.map(async (name) => ({
      ...expectationSchema.parse(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'))),
      name,
      raw: await readFile(join(folder, `${name}.eml`)),
    })),
  );
  return [...stored, ...generated.map(({ make, ...mail }) => ({ ...mail, raw: make() }))];
}

/** What `posthaste inspect` prints of the mail, with the codes of its warnings; line ends after the text do not count. */
export async function inspected(raw: Buffer): Promise<Record<string, unknown>> {
  const scratch = await mkdtemp(join(tmpdir(), 'corpus-'));
  try {
    const file = join(scratch, 'mail.eml');
    await writeFile(file, raw);
    const lines: string[] = [];
    await inspect([file], (line) => lines.push(line));
    const printed = z
      .looseObject({ text: z.string(), warnings: z.array(z.object({ code: z.string() })) })
      .parse(JSON.parse(lines[0] ?? ''));
    return { ...printed, text: printed.text.trimEnd(), warnings: printed.warnings.map(({ code }) => code) };
  } finally {
    await rm(scratch, { recursive: true });
  }
}
