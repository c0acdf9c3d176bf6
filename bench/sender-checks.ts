/** What checking senders costs: signed mail from outside against unsigned mail of this machine, in turns, on one desk. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { median, round } from './figures.ts';
import { supportAddress, throughDesk } from './ingest.ts';
import { runDesk } from './run-desk.ts';
import { makeZone } from './zone.ts';

export type CheckFigures = {
  bench: 'ingest --remote';
  rounds: number;
  mailsPerRound: number;
  unchecked: { mailsPerSecond: number; cpuMsPerMail: number };
  checked: { mailsPerSecond: number; cpuMsPerMail: number };
  /** Median over the rounds of checked by unchecked: 1 is no cost, and 0.75 a quarter of the rate. */
  rateRatio: number;
  cpuRatio: number;
  /** Mails of all checked rounds whose signature, SPF and DMARC passed: all of them, or the figures mean nothing. */
  proven: number;
};

type Round = { rate: number; cpuMs: number };

/** Whatever else the machine does slows both forms alike: only the ratio of one round counts, and the median of all. */
export async function benchSenderChecks(
  n: number,
  rounds: number,
  databaseUrlOf: (dataDir: string) => Promise<string>,
  tell: (line: string) => void,
): Promise<CheckFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'posthaste-bench-zone-'));
  const { zone, privateKey } = makeZone();
  const zoneFile = path.join(folder, 'zone.json');
  const keyFile = path.join(folder, 'key.pem');
  await writeFile(zoneFile, JSON.stringify(zone));
  await writeFile(keyFile, privateKey, { mode: 0o600 });
  tell('starting a desk in a temporary folder');
  const desk = await runDesk({ zoneFile });
  try {
    const to = await supportAddress(desk);
    const measure = async (name: string, key: string, count: number): Promise<Round> => {
      const { seconds, cpuSeconds } = await throughDesk(desk, count, `${name}${Date.now()}`, to, key);
      return { rate: count / seconds, cpuMs: (cpuSeconds * 1000) / count };
    };
    tell('warming up with 200 mails');
    await measure('warm', '', 100);
    await measure('warmsigned', keyFile, 100);
    const before = await countProven(await databaseUrlOf(desk.dataDir));
    const plain: Round[] = [];
    const checked: Round[] = [];
    for (let index = 0; index < rounds; index += 1) {
      // Who goes first changes: a desk fills up while it is measured.
      for (const isChecked of index % 2 === 0 ? [false, true] : [true, false]) {
        const one = await measure(isChecked ? 'signed' : 'plain', isChecked ? keyFile : '', n);
        (isChecked ? checked : plain).push(one);
        const form = isChecked ? 'signed, from outside' : 'unsigned, from here';
        tell(`round ${index + 1}, ${form}: ${round(one.rate)} mails/s, ${round(one.cpuMs)} ms CPU a mail`);
      }
    }
    return {
      bench: 'ingest --remote',
      rounds,
      mailsPerRound: n,
      unchecked: summary(plain),
      checked: summary(checked),
      rateRatio: ratio(checked, plain, 'rate'),
      cpuRatio: ratio(checked, plain, 'cpuMs'),
      proven: (await countProven(await databaseUrlOf(desk.dataDir))) - before,
    };
  } finally {
    await desk.stop();
    await desk.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

function summary(all: readonly Round[]): CheckFigures['checked'] {
  return {
    mailsPerSecond: round(median(all.map(({ rate }) => rate))),
    cpuMsPerMail: round(median(all.map(({ cpuMs }) => cpuMs))),
  };
}

function ratio(checked: readonly Round[], plain: readonly Round[], of: keyof Round): number {
  return round(median(checked.map((one, index) => one[of] / (plain[index]?.[of] ?? Number.NaN))));
}

async function countProven(databaseUrl: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int as count from inbound_mail where auth -> 'dmarc' ->> 'result' = 'pass'
         and auth -> 'spf' ->> 'result' = 'pass' and auth -> 'dkim' -> 0 ->> 'result' = 'pass'`,
    );
    return rows[0]?.count ?? 0;
  } finally {
    await pool.end();
  }
}
