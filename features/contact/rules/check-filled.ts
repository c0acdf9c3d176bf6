/** Whether a form can be sent, and what is wrong with which field. Only what makes an answer impossible stands in the way. */
import type { CustomerCheck } from '#features/addresses/index.ts';
import type { ContactWords } from '#features/workspace/index.ts';
import { contactLimits } from '../limits.ts';

export type ProblemKey = keyof ContactWords['problems'];
export type Problem = { field: 'email' | 'description' | 'files' | 'form'; key: ProblemKey };

export type Checked = {
  email: string;
  description: string;
  files: number;
  /** A form may take the address at all. */
  possible: boolean;
  /** What is known of the address; null when it is none. */
  check: Pick<CustomerCheck, 'verdict' | 'suggestion' | 'reasons'> | null;
  /** The writer was asked about this very address and says that it is right. */
  sure: boolean;
  /** What reading the form met. */
  sent: 'no-form' | 'too-many-fields' | 'too-many-files' | 'file-too-large' | null;
  /** The number of the form. */
  once: 'good' | 'expired' | 'none';
};

/** Nothing is empty when it can be sent. */
export function checkFilled(filled: Checked): Problem[] {
  const problems: Problem[] = [];
  const add = (field: Problem['field'], key: ProblemKey): void => {
    problems.push({ field, key });
  };
  if (filled.sent === 'no-form' || filled.sent === 'too-many-fields') add('form', 'notSent');
  if (filled.sent === 'too-many-files') add('files', 'tooMany');
  if (filled.sent === 'file-too-large') add('files', 'fileTooLarge');
  if (filled.description === '' && filled.files === 0) add('description', 'descriptionMissing');
  if (filled.description.length > contactLimits.descriptionCharacters)
    add('description', 'descriptionTooLong');
  const email = emailProblem(filled);
  if (email !== null) add('email', email);
  // Told alone: whoever mends something sends it anew anyway.
  if (problems.length === 0 && filled.once !== 'good')
    add('form', filled.once === 'expired' ? 'expired' : 'notSent');
  return problems;
}

function emailProblem({ email, possible, check, sure }: Checked): ProblemKey | null {
  if (email === '') return 'emailMissing';
  if (!possible || check === null) return 'emailWrong';
  if (isOwn(check)) return 'emailOwn';
  return isDoubtful(check) && !sure ? 'emailDoubtful' : null;
}

export function isOwn({ reasons }: Pick<CustomerCheck, 'reasons'>): boolean {
  return reasons.some(({ code }) => code === 'own-address');
}

/** A slip, or a domain that takes no mail: worth one question, and never more. */
export function isDoubtful({ verdict, suggestion }: Pick<CustomerCheck, 'verdict' | 'suggestion'>): boolean {
  return suggestion !== null || verdict === 'wrong';
}
