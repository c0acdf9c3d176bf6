/** The scores as a table a person reads: one column a language, one for all, one for the goal. */
import { type Findings, f1, type Miss, precision, rate, recall, type Scores } from './score.ts';

type Row = { name: string; of: (scores: Scores) => number | null; goal?: string };

const ROWS: readonly Row[] = [
  { name: 'department', of: (s) => rate(s.department), goal: '>= 92 %' },
  { name: 'topic', of: (s) => rate(s.topic), goal: '>= 85 %' },
  { name: 'priority', of: (s) => rate(s.priority), goal: '>= 85 %' },
  { name: 'safety found', of: (s) => rate(s.safetyRecall), goal: '100 %' },
  { name: 'false alarms', of: (s) => rate(s.falseAlarms), goal: '<= 2 %' },
  { name: 'language', of: (s) => rate(s.language), goal: '>= 98 %' },
  { name: 'subject clarity', of: (s) => rate(s.clarity), goal: '>= 90 %' },
  { name: 'facts precision', of: (s) => precision(s.facts) },
  { name: 'facts recall', of: (s) => recall(s.facts) },
  { name: 'facts F1', of: (s) => f1(s.facts), goal: '>= 90 %' },
  { name: 'steps F1', of: (s) => f1(s.steps), goal: '>= 88 %' },
  { name: 'outcome of steps', of: (s) => rate(s.outcome), goal: '>= 88 %' },
];

const NAME_WIDTH = 18;
const CELL_WIDTH = 9;
const WORST = 15;

const percent = (figure: number | null) => (figure === null ? '-' : `${(figure * 100).toFixed(1)} %`);

function rowOf(name: string, cells: readonly string[]): string {
  return name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(CELL_WIDTH)).join('');
}

/** The main table. */
export function scoreTable(byLanguage: ReadonlyMap<string, Scores>, total: Scores): string {
  const columns = [...byLanguage.values(), total];
  return [
    rowOf('', [...byLanguage.keys(), 'all', 'goal']),
    rowOf('mails', [...columns.map((scores) => String(scores.mails)), '']),
    ...ROWS.map((row) =>
      rowOf(row.name, [...columns.map((scores) => percent(row.of(scores))), row.goal ?? '']),
    ),
  ].join('\n');
}

/** Every key of a fact with what was right, wrong and missed, the worst first. */
export function factTable(scores: Scores): string {
  const lost = (findings: Findings) => findings.wrong + findings.missed;
  const keys = [...scores.factKeys].sort(([, a], [, b]) => lost(b) - lost(a));
  return [
    rowOf('facts', ['right', 'wrong', 'missed', 'F1']),
    ...keys.map(([key, findings]) =>
      rowOf(key, [
        String(findings.right),
        String(findings.wrong),
        String(findings.missed),
        percent(f1(findings)),
      ]),
    ),
  ].join('\n');
}

/** Topics taken for another one, the most frequent first. */
export function confusionList(scores: Scores): string {
  const worst = [...scores.confusions].sort(([, a], [, b]) => b - a).slice(0, WORST);
  return ['topics taken for others', ...worst.map(([pair, mails]) => `  ${mails} x ${pair}`)].join('\n');
}

/** One line a miss. */
export function missList(misses: readonly Miss[]): string {
  return misses
    .map((miss) => `${miss.id}  ${miss.what}: expected ${miss.expected}, got ${miss.got}`)
    .join('\n');
}
