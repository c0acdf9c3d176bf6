import { plural } from '#ui/words/words.ts';
import type { Way } from '../contract.ts';
import { seconds } from './seconds.ts';

const width = 240;
const height = 48;
const dayMs = 86_400_000;
const bar = 3;

type Trips = NonNullable<Way['roundTrips']>;

/** Each mail to ourselves of the last day: a bar as high as it was long on its way; one that did not come back reaches the top and has a foot. */
export function RoundTripGraph({ trips, label, now }: { trips: Trips; label: string; now: number }) {
  const start = now - dayMs;
  const { mails, medianSeconds, lost } = trips;
  const longest = Math.max(0, ...mails.map((mail) => mail.seconds ?? 0));
  const heightOf = (value: number): number => Math.max(3, (value / Math.max(longest, 1)) * (height - 12));
  const told =
    mails.length === 0
      ? 'none sent yet'
      : `${plural(mails.length, 'mail')}, ${lost === 0 ? 'all in time' : `${lost} lost or late`}, longest ${seconds(longest)}`;
  return (
    <figure style={{ margin: 0, maxWidth: '100%' }}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${label}, each mail of the last 24 hours: ${told}`}
        style={{ display: 'block', width: '100%', maxWidth: width, height }}
        preserveAspectRatio="none"
      >
        <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--ph-line)" />
        {medianSeconds !== null && (
          <line
            x1={0}
            x2={width}
            y1={height - heightOf(medianSeconds)}
            y2={height - heightOf(medianSeconds)}
            stroke="var(--ph-line-strong)"
            strokeDasharray="4 3"
          />
        )}
        {mails.map(({ at, state, seconds: value }) => {
          const x = Math.min(width - bar, Math.max(0, ((Date.parse(at) - start) / dayMs) * width));
          const up = value === null ? height : heightOf(value);
          if (state === 'under-way')
            return <rect key={at} x={x} y={height - 6} width={bar} height={6} fill="var(--ph-meta)" />;
          const isLost = value === null;
          return (
            <g key={at} fill={isLost ? 'var(--ph-red)' : 'var(--ph-green)'}>
              <rect x={x} y={height - up} width={bar} height={up} />
              {isLost && <rect x={Math.max(0, x - 2)} y={0} width={bar + 4} height={4} />}
            </g>
          );
        })}
      </svg>
      <figcaption className="meta">{told}</figcaption>
    </figure>
  );
}
