/**
 * Whose work a new ticket is: by its words, and by the address it was written to where the words are not clear. Danger
 * outweighs everything.
 */
import type { Profile } from '#features/workspace/index.ts';
import { dangerTopic, type Triage } from './triage-mail.ts';

/** An address of ours that belongs to a team, to which the mail was written. */
export type AddressHint = {
  address: string;
  /** What the profile says the address is for; null when it says nothing. */
  department: string | null;
  teamId: string;
};

export type ChosenPlace = {
  /** Null: a person should choose. */
  topic: string | null;
  department: string;
  /** Key of the department's team, or the id of the address' own. */
  team: { key: string } | { id: string };
  reasons: string[];
};

/** From here on words outweigh the address: people write to the address they know. */
export const clearFrom = 0.8;
/** Where mails wait that nobody can place. */
export const generalDepartment = 'general';

type Judged = Pick<Triage, 'topic' | 'department' | 'confidence' | 'unsure' | 'guesses' | 'reasons'>;
type Departments = Pick<Profile, 'departments'>['departments'];

/** True when words of harm decided, and nothing was weighed. */
export function tellsDanger({ topic, confidence }: Pick<Triage, 'topic' | 'confidence'>): boolean {
  return topic === dangerTopic && confidence === 1;
}

export function choosePlace(triage: Judged, departments: Departments, hint: AddressHint | null): ChosenPlace {
  const teamOf = (department: string): { key: string } => ({
    key: departments.find(({ id }) => id === department)?.team ?? '',
  });
  const own = { topic: triage.topic, department: triage.department, team: teamOf(triage.department) };
  const because = evidenceOf(triage);
  if (tellsDanger(triage)) return { ...own, reasons: [because] };
  if (hint === null) {
    if (!triage.unsure) return { ...own, reasons: [because] };
    const department = agreedDepartment(triage, departments) ?? generalDepartment;
    return { topic: null, department, team: teamOf(department), reasons: [unsureSentence(triage)] };
  }
  const written = `It was written to ${hint.address}.`;
  if (hint.department === null || hint.department === triage.department) {
    const topic = triage.unsure ? null : triage.topic;
    const department = triage.unsure && hint.department === null ? generalDepartment : triage.department;
    return {
      topic,
      department,
      team: { id: hint.teamId },
      reasons: [written, triage.unsure ? unsureSentence(triage) : because],
    };
  }
  if (triage.confidence >= clearFrom) {
    return { ...own, reasons: [because, `${written} Its words are clearer than that.`] };
  }
  const fits = departments.find(({ id }) => id === hint.department)?.topics ?? [];
  return {
    topic: triage.guesses.find(({ topic }) => fits.includes(topic))?.topic ?? null,
    department: hint.department,
    team: { id: hint.teamId },
    reasons: [`${written} That counts, because its words are not clear.`],
  };
}

/** The department that the guesses point to together, though none of them is sure by itself. */
function agreedDepartment({ guesses }: Judged, departments: Departments): string | null {
  const agreed = departments.find(({ topics }) => {
    const chances = guesses.filter(({ topic }) => topics.includes(topic)).map(({ chance }) => chance);
    return chances.length > 1 && chances.reduce((sum, chance) => sum + chance, 0) >= clearFrom;
  });
  return agreed?.id ?? null;
}

function unsureSentence({ guesses }: Judged): string {
  const two = guesses
    .slice(0, 2)
    .map(({ topic, chance }) => `${plain(topic)} (${Math.round(chance * 100)} %)`);
  return two.length === 0
    ? 'Unsure what it is about: a person should choose.'
    : `Unsure what it is about: a person should choose. Perhaps ${two.join(' or ')}.`;
}

const plain = (id: string): string => id.replaceAll('-', ' ');

/** The reasons of the topic as one sentence; that of the priority is told with the priority. */
function evidenceOf({ reasons }: Judged): string {
  const told = reasons.filter((reason) => !reason.startsWith('Priority ') && !reason.startsWith('Unsure'));
  if (told.length > 0) return `${told.join('; ')}.`;
  return `${reasons.at(-1) ?? 'Its words say so'}.`;
}

/** Why the ticket has its priority, as a sentence. */
export function priorityReason({ reasons }: Pick<Triage, 'reasons'>): string {
  return `${reasons.find((reason) => reason.startsWith('Priority ')) ?? reasons.at(-1) ?? 'Its words say so'}.`;
}
