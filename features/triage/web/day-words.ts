/** When something was, as far as the customer says. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "12 Nov 2026", "about 9 Nov 2026", "Mar 2026", "date not said". */
export function dayWords({ date, approximate }: { date: string | null; approximate: boolean }): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date ?? '') ?? [];
  if (year === undefined || month === undefined) return 'date not said';
  const name = `${months[Number(month) - 1] ?? month} ${year}`;
  // A month is as exact as it is said.
  if (day === undefined) return name;
  return `${approximate ? 'about ' : ''}${Number(day)} ${name}`;
}
