// Out:   the English text of refusals about hours that libraries make up; by meaning.
export const messages = {
  notShared: 'a statewide or global desk',
  notMissed: 'the start of an hour at this desk that your library did not cover in the last weeks',
  notHalf: 'a full or a half hour',
  notAhead: (days: number): string => `within the next ${days} days`,
  tooLong: (minutes: number): string => `at most ${minutes} minutes after the start: so much is left to make up`,
  begun: 'This hour has begun. Pick a later one.',
  begunAlready: 'This hour has begun, and stays.',
  enough: 'Enough people are scheduled then. Pick another time.',
  isMadeUp: 'Your library has picked enough time for this hour already.',
};
