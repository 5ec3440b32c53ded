/** The months from the first counted one to the current one, the latest first; at most three years. */
export function monthsSince(since: string | null, today: string): string[] {
  const first = (since ?? today).slice(0, 7);
  const months: string[] = [];
  let [year, month] = today.split('-').map(Number) as [number, number];
  for (let text = today.slice(0, 7); text >= first && months.length < 36;) {
    months.push(text);
    month -= 1;
    if (month === 0) [year, month] = [year - 1, 12];
    text = `${year}-${String(month).padStart(2, '0')}`;
  }
  return months;
}

/** The first day of a day's month, and that of the month after. */
export function monthSpan(date: string): [first: string, next: string] {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return [`${date.slice(0, 7)}-01`, new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)];
}

/** "2026-10" for a day of November 2026. */
export function monthBefore(date: string): string {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
}
