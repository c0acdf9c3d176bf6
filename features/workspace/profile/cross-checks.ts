/** What the parts of a profile owe each other. Pure: from data to the list of problems. */
import { Liquid } from 'liquidjs';
import type { DemoManifest } from './demo-manifest.ts';
import {
  type Labels,
  type ProfileFile,
  type ProfileProblem,
  TEMPLATES,
  type TemplateKey,
  type TemplateName,
  type TrackingWords,
  topicsOf,
} from './profile.ts';
import { SAMPLE_VARIABLES } from './template-variables.ts';

/** Ids and addresses are unique, and every id that is referred to exists. */
export function checkProfileFile(file: ProfileFile): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const note = (key: string, message: string): void => {
    problems.push({ file: 'profile.json', key, message });
  };
  const departments = new Set(file.departments.map((department) => department.id));
  const teams = new Set(file.teams.map((team) => team.id));
  if (!file.languages.offered.includes(file.languages.default)) {
    note('languages.default', `is "${file.languages.default}", which is not among languages.offered`);
  }
  twice(file.languages.offered, (i) => note(`languages.offered[${i}]`, 'is listed twice'));
  twice(file.priorities, (i) => note(`priorities[${i}]`, 'is listed twice'));
  twice(idsOf(file.teams), (i, id) => note(`teams[${i}].id`, `"${id}" is used twice`));
  twice(idsOf(file.departments), (i, id) => note(`departments[${i}].id`, `"${id}" is used twice`));
  const addresses = [file.support.address, ...file.aliases.map((alias) => alias.address)];
  twice(
    addresses.map((address) => address.toLowerCase()),
    (i, address) => note(`aliases[${i - 1}].address`, `${address} is already an address of this brand`),
  );
  file.aliases.forEach((alias, i) => {
    if (!departments.has(alias.department)) {
      note(`aliases[${i}].department`, `"${alias.department}" is not the id of a department`);
    }
  });
  const owner = new Map<string, string>();
  file.departments.forEach((department, i) => {
    if (!teams.has(department.team)) {
      note(`departments[${i}].team`, `"${department.team}" is not the id of a team`);
    }
    department.topics.forEach((topic, j) => {
      const first = owner.get(topic);
      if (first !== undefined) {
        note(`departments[${i}].topics[${j}]`, `"${topic}" already belongs to department "${first}"`);
      }
      owner.set(topic, department.id);
    });
  });
  const retired = file.retiredTopics ?? [];
  twice(retired, (i) => note(`retiredTopics[${i}]`, 'is listed twice'));
  retired.forEach((topic, i) => {
    const first = owner.get(topic);
    if (first !== undefined) note(`retiredTopics[${i}]`, `"${topic}" belongs to department "${first}"`);
  });
  return problems;
}

/** Every department, topic and priority has words in every language, and no word is left over. */
export function checkLabels(file: ProfileFile, labels: Readonly<Record<string, Labels>>): ProfileProblem[] {
  const wanted = {
    departments: idsOf(file.departments),
    topics: topicsOf(file).known,
    priorities: file.priorities,
  };
  const problems: ProfileProblem[] = [];
  for (const [language, words] of Object.entries(labels)) {
    const inFile = `labels/${language}.json`;
    for (const group of ['departments', 'topics', 'priorities'] as const) {
      for (const id of wanted[group]) {
        if (Object.hasOwn(words[group], id)) continue;
        problems.push({ file: inFile, key: `${group}.${id}`, message: 'is missing' });
      }
      for (const id of Object.keys(words[group])) {
        if (wanted[group].includes(id)) continue;
        problems.push({ file: inFile, key: `${group}.${id}`, message: 'names nothing in profile.json' });
      }
    }
  }
  return problems;
}

/** Every template and tracking sentence is sound Liquid and uses only the variables it is given. */
export function checkTemplates(
  templates: Readonly<Record<string, Readonly<Partial<Record<TemplateKey, string>>>>>,
  tracking: Readonly<Record<string, TrackingWords>>,
): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const attempt = (file: string, key: string, source: string, samples: readonly object[]): void => {
    for (const variables of samples) {
      const message = liquidProblem(source, variables);
      if (message === null) continue;
      problems.push({ file, key, message });
      return;
    }
  };
  // Object.keys widens to string; these are the names of TEMPLATES.
  const names = Object.keys(TEMPLATES) as TemplateName[];
  for (const [language, sources] of Object.entries(templates)) {
    for (const name of names) {
      for (const part of TEMPLATES[name]) {
        // The pairs of TEMPLATES are TemplateKeys by definition, which the compiler loses in the loop.
        const key = `${name}.${part}` as TemplateKey;
        const source = sources[key];
        if (source === undefined) continue;
        attempt(`templates/${language}/${key}.liquid`, '', source, SAMPLE_VARIABLES[name]);
      }
    }
  }
  return [...problems, ...checkPageWords('tracking.json', tracking)];
}

/** The words of a public page, `templates/<language>/<name>`: sound Liquid that asks only for brand, ticket and link. */
export function checkPageWords(
  name: string,
  byLanguage: Readonly<Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>>,
): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const [page] = SAMPLE_VARIABLES.acknowledgement;
  const attempt = (file: string, key: string, source: string): void => {
    const message = liquidProblem(source, page ?? {});
    if (message !== null) problems.push({ file, key, message });
  };
  for (const [language, words] of Object.entries(byLanguage)) {
    const file = `templates/${language}/${name}`;
    for (const [key, value] of Object.entries(words)) {
      if (typeof value === 'string') attempt(file, key, value);
      else for (const [part, text] of Object.entries(value)) attempt(file, `${key}.${part}`, text);
    }
  }
  return problems;
}

const liquid = new Liquid({ strictVariables: true, strictFilters: true });

function liquidProblem(source: string, variables: object): string | null {
  try {
    liquid.parseAndRenderSync(source, variables);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `is not a usable template: ${error.message.split('\n', 1)[0]}`;
  }
}

/** Keys are unique, references lead somewhere, and nothing answers a mail before it was written. */
export function checkDemo(file: ProfileFile, demo: DemoManifest): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const note = (key: string, message: string): void => {
    problems.push({ file: 'demo/manifest.json', key, message });
  };
  const mails = new Map(demo.mails.map((mail) => [mail.key, mail]));
  const answers = new Map(demo.answers.map((answer) => [answer.key, answer]));
  const agents = new Set(demo.agents.map((agent) => agent.key));
  const teams = new Set(idsOf(file.teams));
  const topics = new Set(topicsOf(file).active);
  const needs = (
    known: { has(id: string): boolean },
    id: string | null | undefined,
    key: string,
    what: string,
  ): void => {
    if (id !== undefined && id !== null && !known.has(id)) note(key, `"${id}" is not ${what}`);
  };
  const places = [
    ...demo.mails.map((_, i) => `mails[${i}].key`),
    ...demo.answers.map((_, i) => `answers[${i}].key`),
  ];
  twice(
    [...demo.mails, ...demo.answers].map((entry) => entry.key),
    (i, key) => note(places[i] ?? '', `"${key}" is used twice; keys are unique over mails and answers`),
  );
  demo.agents.forEach((agent, i) => {
    needs(teams, agent.team, `agents[${i}].team`, 'the id of a team in profile.json');
  });
  demo.mails.forEach((mail, i) => {
    needs(topics, mail.topic, `mails[${i}].topic`, 'a topic in profile.json');
    needs(answers, mail.afterAnswer, `mails[${i}].afterAnswer`, 'the key of an answer');
    const answer = answers.get(mail.afterAnswer ?? '');
    if (answer !== undefined && answer.hoursAgo <= mail.hoursAgo) {
      note(`mails[${i}].hoursAgo`, `is not later than the answer "${answer.key}" that it replies to`);
    }
  });
  demo.answers.forEach((answer, i) => {
    const at = `answers[${i}]`;
    needs(mails, answer.after, `${at}.after`, 'the key of a mail');
    needs(agents, answer.agent, `${at}.agent`, 'the key of an agent');
    needs(agents, answer.assignee, `${at}.assignee`, 'the key of an agent');
    needs(teams, answer.team, `${at}.team`, 'the id of a team in profile.json');
    needs(new Set(file.priorities), answer.priority, `${at}.priority`, 'a priority in profile.json');
    for (const key of answer.mentions ?? []) needs(agents, key, `${at}.mentions`, 'the key of an agent');
    if (answer.kind !== 'change' && answer.text === undefined && answer.html === undefined) {
      note(at, `is a ${answer.kind} and has neither text nor html`);
    }
    const mail = mails.get(answer.after);
    if (mail !== undefined && mail.hoursAgo <= answer.hoursAgo) {
      note(`${at}.hoursAgo`, `is not later than the mail "${mail.key}" that it answers`);
    }
  });
  return problems;
}

function idsOf(entries: readonly { id: string }[]): string[] {
  return entries.map((entry) => entry.id);
}

/** Calls `found` with the index of every value that stood earlier in the list. */
function twice(values: readonly string[], found: (index: number, value: string) => void): void {
  values.forEach((value, i) => {
    if (values.indexOf(value) < i) found(i, value);
  });
}
