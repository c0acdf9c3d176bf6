/** Runs once before all tests: the PostgreSQL server that test databases are cloned in is started here. */
export function setup(): void {
  process.env.TZ = 'UTC';
}
