import { duration } from '#ui/time/words.ts';
import type { Way } from '../contract.ts';

const width = 240;
const height = 36;
const dayMs = 86_400_000;
/** Ten minutes of a day. */
const step = width / 144;
const colours: Readonly<Record<Way['state'], string>> = {
  ok: 'var(--ph-green)',
  late: 'var(--ph-amber)',
  failing: 'var(--ph-red)',
  refused: 'var(--ph-red)',
};
/** Height tells the state, too, so that colour never tells it alone. */
const heights: Readonly<Record<Way['state'], number>> = { ok: 0.3, late: 0.6, failing: 0.9, refused: 1 };

/** The last day in pieces of ten minutes: a low line is well, a high one is trouble, a gap is no look at all. */
export function DayGraph({ samples, label, now }: Pick<Way, 'samples' | 'label'> & { now: number }) {
  const start = now - dayMs;
  const troubled = samples.filter((sample) => sample.state !== 'ok').length;
  const longest = Math.max(0, ...samples.map((sample) => sample.lagSeconds));
  const told =
    troubled === 0
      ? `well all the time, longest lag ${duration(longest)}`
      : `up to ${duration(troubled * 600)} in trouble, longest lag ${duration(longest)}`;
  return (
    <figure style={{ margin: 0, maxWidth: '100%' }}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${label}, last 24 hours: ${told}`}
        style={{ display: 'block', width: '100%', maxWidth: width, height }}
        preserveAspectRatio="none"
      >
        <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--ph-line)" />
        {samples.map(({ at, state }) => (
          <rect
            key={at}
            x={((new Date(at).getTime() - start) / dayMs) * width}
            width={step}
            y={height - heights[state] * height}
            height={heights[state] * height}
            fill={colours[state]}
          />
        ))}
      </svg>
      <figcaption className="meta">{told}</figcaption>
    </figure>
  );
}
