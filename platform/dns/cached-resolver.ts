/** Remembers answers of another resolver, and asks nobody for a while once nobody answers. */
import { LeastRecent } from './least-recent.ts';
import { dnsLimits } from './limits.ts';
import { type DnsAnswers, DnsFailure, type DnsResolver, type RecordType } from './resolver.ts';

type Kept<T extends RecordType = RecordType> = { until: number; answer: Promise<DnsAnswers[T]> };

/**
 * The same question is asked once at a time. Negative answers are kept as RFC 2308 sections 5 and 7 allow, failures of
 * the server for a moment only. `now` is in milliseconds and never goes back.
 */
export function cachedResolver(inner: DnsResolver, now: () => number): DnsResolver {
  const kept = new LeastRecent<Kept>(dnsLimits.cachedAnswers);
  const silence = watchSilence(now);
  let asking = 0;

  async function ask<T extends RecordType>(name: string, type: T, fresh: boolean): Promise<DnsAnswers[T]> {
    if ((!fresh && silence.isOver() === false) || asking >= dnsLimits.questionsAtOnce)
      throw new DnsFailure('ETIMEOUT', name, type);
    asking += 1;
    try {
      const answer = await inner.lookUp(name, type);
      silence.heard();
      return answer;
    } catch (error) {
      if (error instanceof DnsFailure && error.code === 'ETIMEOUT') silence.unheard();
      else silence.heard();
      throw error;
    } finally {
      asking -= 1;
    }
  }

  return {
    lookUp(name, type, { fresh = false } = {}) {
      const key = `${type} ${name.toLowerCase().replace(/\.$/, '')}`;
      const known = kept.get(key);
      // The key begins with the type, so what is kept under it has the type's shape.
      if (!fresh && known && known.until > now()) return known.answer as Promise<DnsAnswers[typeof type]>;
      const entry: Kept<typeof type> = { until: now() + dnsLimits.answerMs, answer: ask(name, type, fresh) };
      kept.set(key, entry);
      entry.answer.catch((error: unknown) => {
        const settled = error instanceof DnsFailure && error.isAnswer;
        entry.until = now() + (settled ? dnsLimits.noAnswerMs : dnsLimits.failureMs);
      });
      return entry.answer;
    },
  };
}

/** After some questions in a row that nobody answered, further ones would only make mail wait. */
function watchSilence(now: () => number) {
  let unanswered = 0;
  let until = 0;
  return {
    isOver: (): boolean => now() >= until,
    heard(): void {
      unanswered = 0;
    },
    unheard(): void {
      unanswered += 1;
      if (unanswered >= dnsLimits.unansweredInARow) until = now() + dnsLimits.silenceMs;
    },
  };
}
