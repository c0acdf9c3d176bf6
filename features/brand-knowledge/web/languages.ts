const names = new Intl.DisplayNames('en', { type: 'language' });

export function languageName(language: string): string {
  return names.of(language) ?? language;
}

/** For a control that chooses among languages. */
export function languageChoices(languages: readonly string[]): { value: string; label: string }[] {
  return languages.map((value) => ({ value, label: languageName(value) }));
}
