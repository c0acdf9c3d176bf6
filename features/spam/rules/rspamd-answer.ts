/** Reads what rspamd answers to POST /checkv2 (rspamd.com, "Rspamd HTTP protocol"). */
import { z } from 'zod';
import { spamLimits } from '../limits.ts';
import type { SpamVerdict } from './spam-verdict.ts';

const answerSchema = z.object({
  score: z.number(),
  required_score: z.number(),
  action: z.string().max(40),
  symbols: z
    .record(
      z.string().max(200),
      z.object({ score: z.number().optional(), options: z.array(z.string()).optional() }),
    )
    .default({}),
});

/** Greylisting and soft rejects only ask a sender to come again; we have the mail already. */
const spamActions = new Set(['reject', 'add header', 'rewrite subject', 'quarantine']);
/** Symbols of its antivirus module (CLAM_VIRUS, ESET_VIRUS, ...) and of the phishing and malware lists it names so. */
const virusSymbol = /(?:^|_)(?:VIRUS|MALWARE)(?:$|_)/;
/** Symbols that say that no virus was found, or none looked for. */
const noVirus = /_(?:FAIL|ENCRYPTED|MACRO|CLEAN)$/;

/** Throws when it is no answer of rspamd. */
export function readRspamdAnswer(json: unknown): SpamVerdict {
  const { score, required_score: required, action, symbols } = answerSchema.parse(json);
  const found = Object.entries(symbols);
  const virus = found.find(
    ([name, symbol]) => virusSymbol.test(name) && !noVirus.test(name) && (symbol.score ?? 0) >= 0,
  );
  return {
    by: 'rspamd',
    spam: spamActions.has(action),
    score: round(score),
    // Its points are no chances; the share of the points it asks for says how clear it was.
    confidence: required > 0 ? round(Math.min(1, Math.max(0, score / required))) : 1,
    words: found
      .map(([word, symbol]) => ({ word, weight: round(symbol.score ?? 0) }))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, spamLimits.shownWords),
    virus: virus ? (virus[1].options?.[0] ?? virus[0]).slice(0, 100) : null,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
