/** What one can write to us about, with the mail that begins it. */
import { type Desk, factOf, fillWords, type WriteWords } from '#features/workspace/index.ts';
import { mailtoLink } from '../rules/mailto.ts';
import { codeLink, type TopicLetter, topicLetter } from '../rules/topic-letter.ts';
import { knownAddresses } from './known-addresses.ts';

export type WritableTopic = TopicLetter & { id: string; label: string; link: string };
export type WritableDepartment = { id: string; label: string; topics: WritableTopic[] };

type Asking = Pick<Desk, 'db' | 'brand' | 'profile'>;

/** All words of the page in one language. */
export async function writeWords(desk: Asking, language: string): Promise<WriteWords> {
  const source = desk.profile.writeWords[language];
  if (!source) throw new Error(`The profile has no words about writing in ${language}`);
  return fillWords(source, { brand: { name: desk.brand.name, address: desk.profile.support.address } });
}

/** Every topic below its department. */
export async function writableTopics(
  desk: Asking,
  language: string,
  words: WriteWords,
): Promise<WritableDepartment[]> {
  const { addresses, register } = await knownAddresses(desk);
  const labels = desk.profile.labels[language];
  const questions = desk.profile.questions[language];
  return desk.profile.departments.map((department) => ({
    id: department.id,
    label: labels?.departments[department.id] ?? department.id,
    topics: department.topics.map((id) => {
      const label = labels?.topics[id] ?? id;
      const { required = [], useful = [] } = desk.profile.intake[id] ?? {};
      const asked = [...required, ...useful].map(factOf).map((key) => questions?.[key].label ?? key);
      const letter = topicLetter(
        { label, department: department.id, questions: asked },
        words,
        addresses,
        register.main,
      );
      return { ...letter, id, label, link: mailtoLink(letter) };
    }),
  }));
}

/** The link in the code of one topic; null when there is no such topic. */
export async function topicCode(desk: Asking, language: string, topic: string): Promise<string | null> {
  const words = await writeWords(desk, language);
  const departments = await writableTopics(desk, language, words);
  const found = departments.flatMap((department) => department.topics).find(({ id }) => id === topic);
  return found ? codeLink(found, words) : null;
}
