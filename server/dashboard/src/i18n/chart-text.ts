// What a chart of counts says in words.

/** What its summary is made of. */
export interface ChartWords {
  span: string;
  counted: string;
  busiest: string;
  most: string;
  empty: string;
}

export const messages = {
  notCountedBefore: (day: string) => `; not counted before ${day}`,
  ofDays: {
    title: (name: string, first: string, last: string) => `${name} by day, ${first} to ${last}`,
    summary: ({ span, counted, busiest, most, empty }: ChartWords) =>
      `${span}: ${counted}, most on ${busiest} (${most}), ${empty} with none`,
  },
  ofMonths: {
    title: (name: string, first: string, last: string) => `${name} by month, ${first} to ${last}`,
    summary: ({ span, counted, busiest, most, empty }: ChartWords) =>
      `${span}: ${counted}, most in ${busiest} (${most}), ${empty} with none`,
  },
};
