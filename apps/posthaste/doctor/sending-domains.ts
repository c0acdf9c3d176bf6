/** What DNS lacks of the domains that the desk sends from, a line each. Asks DNS, changes nothing. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { brandOf, type DomainLine, doctorLines, lookAtDomains } from '#features/sending-domains/index.ts';
import type { Profile } from '#features/workspace/index.ts';
import { systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config/config.ts';
import type { Database } from '#platform/database/connect.ts';
import { systemResolver } from '#platform/dns/system-resolver.ts';
import { createSecretBox, openSecretBox, type SecretBox } from '#platform/signing/secret-box.ts';

/** Nothing before the first start, when there is no brand, and in capture mode, where nothing leaves. */
export async function sendingDomains(
  { db }: Database,
  config: Config,
  profile: Profile,
): Promise<DomainLine[]> {
  if (config.relay === null) return [];
  const brand = await brandOf(db, profile.id);
  if (brand === null) return [];
  const report = await lookAtDomains({
    db,
    brand,
    profile,
    dns: systemResolver(config.dnsServers),
    secrets: existingBox(join(config.dataDir, 'secret.key')),
    clock: systemClock,
    settings: { relay: config.relay },
  });
  return report.domains.flatMap(doctorLines);
}

/** Without the file no key can be read, and the doctor makes none: a box that opens nothing. */
function existingBox(file: string): SecretBox {
  return existsSync(file) ? openSecretBox(file) : createSecretBox(randomBytes(32));
}
