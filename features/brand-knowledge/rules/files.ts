/** The files of a profile that are edited in the browser, as the JSON values they hold. */
import type {
  ErrorsFile,
  IntakeFile,
  Labels,
  ProfileFile,
  Questions,
  TopicPressure,
  TriageWords,
} from '#features/workspace/index.ts';

/** A file may leave out lists that are empty. */
type WordsInFile = Omit<TriageWords, 'signals'> & {
  signals: Record<string, Partial<TriageWords['signals'][string]>>;
};

/** Path in the profile -> its value. */
export type Files = ReadonlyMap<string, unknown>;

export const profilePath = 'profile.json';
export const intakePath = 'intake/topics.json';
export const pressurePath = 'triage/topics.json';
export const errorsPath = 'errors/catalogue.json';
export const labelsPath = (language: string): string => `labels/${language}.json`;
export const triagePath = (language: string): string => `triage/${language}.json`;
export const questionsPath = (language: string): string => `templates/${language}/questions.json`;

/** Every path that may be laid over a profile of these languages. */
export function editablePaths(languages: readonly string[]): string[] {
  return [
    profilePath,
    intakePath,
    pressurePath,
    errorsPath,
    ...languages.flatMap((language) => [labelsPath(language), triagePath(language), questionsPath(language)]),
  ];
}

/** Values of files that are changed one after the other; those it was given stay as they are. */
export class FilesInWork {
  readonly #files: Map<string, unknown>;
  readonly #copied = new Set<string>();

  constructor(files: Files) {
    this.#files = new Map(files);
  }

  get files(): Files {
    return this.#files;
  }

  get profile(): ProfileFile {
    return this.#at<ProfileFile>(profilePath);
  }
  get intake(): IntakeFile {
    return this.#at<IntakeFile>(intakePath);
  }
  get pressure(): TopicPressure {
    return this.#at<TopicPressure>(pressurePath);
  }
  get errors(): ErrorsFile {
    return this.#at<ErrorsFile>(errorsPath);
  }
  labels(language: string): Labels {
    return this.#at<Labels>(labelsPath(language));
  }
  triage(language: string): WordsInFile {
    return this.#at<WordsInFile>(triagePath(language));
  }
  questions(language: string): Questions {
    return this.#at<Questions>(questionsPath(language));
  }

  /** Cast: every file was checked against its schema when it became part of a profile. */
  #at<T>(path: string): T {
    const value = this.#files.get(path);
    if (value === undefined) throw new Error(`The profile has no ${path}`);
    if (!this.#copied.has(path)) {
      this.#copied.add(path);
      this.#files.set(path, structuredClone(value));
    }
    return this.#files.get(path) as T;
  }
}
