/** Longest value of a fact that is kept. Browser-safe, so that a field can say so. */
export const MOST_VALUE_CHARACTERS = 300;
