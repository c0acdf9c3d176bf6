/**
 * What a brand knows, in this process: the profile with everything laid over it that people changed. There is one for a desk;
 * `desk.profile` is replaced when it changes, so whoever needs the profile reads it there each time.
 */
import { replaceReadingThread } from '#features/triage/index.ts';
import {
  type Desk,
  type Overlay,
  type Profile,
  ProfileFolder,
  type ProfileProblem,
} from '#features/workspace/index.ts';
import type { LiveFeed } from '#platform/events/live.ts';
import { knowledgeLimits } from './limits.ts';
import { type Laid, lay, overlayOf } from './overlay.ts';
import { filesAt, newestChange, numbersBefore } from './store/changes.ts';

export type InForce = {
  profile: Profile;
  overlay: Overlay;
  /** Number of the newest change there is. */
  newest: number;
  /** Number of the change whose knowledge is used; 0: the profile's own. Less than `newest` while that does not fit. */
  used: number;
  /** Why the newest is not used. */
  problems: readonly ProfileProblem[];
};

type KnowingDesk = Pick<Desk, 'db' | 'brand' | 'profile' | 'log'>;

export class BrandKnowledge {
  readonly folder: ProfileFolder;
  readonly #desk: KnowingDesk;
  #inForce: InForce;
  #looking: Promise<void> = Promise.resolve();

  constructor(desk: KnowingDesk) {
    this.#desk = desk;
    this.folder = new ProfileFolder(desk.profile.dir);
    this.#inForce = { profile: desk.profile, overlay: new Map(), newest: 0, used: 0, problems: [] };
  }

  get inForce(): InForce {
    return this.#inForce;
  }

  /** Looks whether something changed, and takes it over. Whoever waits for it has what was saved before. */
  refresh(): Promise<void> {
    const look = this.#looking.then(() => this.#look());
    // Its caller is told of what went wrong; the next look goes on all the same.
    this.#looking = look.catch(() => undefined);
    return look;
  }

  async #look(): Promise<void> {
    const { db, brand } = this.#desk;
    const newest = await newestChange(db, brand.id);
    if (newest === this.#inForce.newest) return;
    const next = await this.#layNewest(newest);
    this.#inForce = next;
    const old = this.#desk.profile;
    this.#desk.profile = next.profile;
    replaceReadingThread(old, next.profile);
    const { used, problems } = next;
    if (used === newest) this.#desk.log.info({ change: newest }, 'the knowledge of the brand changed');
    else
      this.#desk.log.error(
        { change: newest, used, problems },
        'changed knowledge does not fit the profile: an earlier state is used',
      );
  }

  /** The newest state that fits the profile: after an upgrade a change may not. */
  async #layNewest(newest: number): Promise<InForce> {
    const { db, brand } = this.#desk;
    const wanted = await this.#at(newest);
    if ('profile' in wanted) return { ...wanted, newest, used: newest, problems: [] };
    for (const used of await numbersBefore(db, brand.id, newest, knowledgeLimits.changesBack)) {
      const laid = await this.#at(used);
      if ('profile' in laid) return { ...laid, newest, used, problems: wanted };
    }
    const own = await lay(this.folder, new Map());
    if ('profile' in own) return { ...own, newest, used: 0, problems: wanted };
    throw new Error('The profile that this desk was started with cannot be read any more.');
  }

  async #at(number: number): Promise<Laid | readonly ProfileProblem[]> {
    const { db, brand } = this.#desk;
    return lay(this.folder, await overlayOf(this.folder, await filesAt(db, brand.id, number)));
  }
}

const known = new WeakMap<KnowingDesk['db'], Promise<BrandKnowledge>>();

/** The knowledge of a desk, laid over its profile when it is first asked for. */
export function knowledgeOf(desk: KnowingDesk): Promise<BrandKnowledge> {
  const found = known.get(desk.db);
  if (found) return found;
  const opened = open(desk);
  known.set(desk.db, opened);
  opened.catch(() => known.delete(desk.db));
  return opened;
}

async function open(desk: KnowingDesk): Promise<BrandKnowledge> {
  const knowledge = new BrandKnowledge(desk);
  await knowledge.refresh();
  return knowledge;
}

/**
 * Takes over what any process changes: at once by notice, and by looking now and then, because a notice may be missed.
 * Returns how to stop.
 */
export function followKnowledge(
  desk: KnowingDesk,
  live: Pick<LiveFeed, 'subscribe'>,
  lookEveryMs: number = knowledgeLimits.lookEveryMs,
): () => void {
  const look = (): void => {
    knowledgeOf(desk)
      .then((knowledge) => knowledge.refresh())
      .catch((err: unknown) => desk.log.warn({ err }, 'could not look for changed knowledge'));
  };
  const stop = live.subscribe((hint) => {
    if (hint.type === 'knowledge') look();
  }, look);
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    stop();
  };
}
