/** Finds tickets by words and operators. */
export { createSearch } from './queries/search-tickets.ts';
export { type ParsedQuery, parseQuery } from './rules/parse-query.ts';
