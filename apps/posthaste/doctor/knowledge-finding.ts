/** Whether what people changed in the browser is used. Reads only. */
import { BrandKnowledge } from '#features/brand-knowledge/index.ts';
import { brandOf } from '#features/sending-domains/index.ts';
import type { Profile } from '#features/workspace/index.ts';
import type { Database } from '#platform/database/connect.ts';
import { createLog } from '#platform/log.ts';
import type { Finding } from './findings.ts';

/** Nothing before the first start, when there is no brand, and while nobody changed anything. */
export async function knowledgeFinding({ db }: Database, profile: Profile): Promise<Finding[]> {
  const brand = await brandOf(db, profile.id);
  if (brand === null) return [];
  const knowledge = new BrandKnowledge({ db, brand, profile, log: createLog('silent') });
  await knowledge.refresh();
  const { newest, used, problems, overlay } = knowledge.inForce;
  if (newest === 0) return [];
  const name = 'Brand knowledge';
  const files = overlay.size === 1 ? '1 file differs' : `${overlay.size} files differ`;
  if (used === newest) return [{ state: 'ok', name, text: `${files} from the profile (change ${newest})` }];
  const state = used === 0 ? 'the profile as it came' : `change ${used}`;
  const [first] = problems;
  const why =
    first === undefined ? '' : ` ${[first.file, first.key].filter(Boolean).join(', ')}: ${first.message}.`;
  return [
    {
      state: 'warn',
      name,
      text: `change ${newest} does not fit the profile any more: ${state} is used`,
      advice: `Look at Settings, Topics, and save what should count.${why}`,
    },
  ];
}
