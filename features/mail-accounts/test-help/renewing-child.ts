/** A process of its own that wants a token: `node renewing-child.ts <database> <data folder> <brand> <account> <time>`. Prints it. */
import { join } from 'node:path';
import { fixedClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/connect.ts';
import { createLog } from '#platform/log.ts';
import { openSecretBox } from '#platform/signing/secret-box.ts';
import { renewTokens, type TokenDesk } from '../commands/renew-tokens.ts';

const [url = '', dataDir = '', brandId = '', accountId = '', time = ''] = process.argv.slice(2);
const database = await openDatabase({ url, name: 'renewing child' });
const desk = {
  db: database.db,
  clock: fixedClock(time),
  log: createLog('silent'),
  secrets: openSecretBox(join(dataDir, 'secret.key')),
  brand: { id: brandId },
  settings: { alarm: { allowedNetworks: ['127.0.0.0/8'] } },
  // What renewing uses of brand and settings; the rest of a desk is not made here.
} as unknown as TokenDesk;
const renewed = await renewTokens(desk, accountId, { seconds: 60, rejected: null, insist: false });
process.stdout.write('trouble' in renewed ? `trouble: ${renewed.trouble.message}` : renewed.accessToken);
await database.close();
