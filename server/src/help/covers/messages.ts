// Out:   the English text of notices about hours that libraries give and take; by meaning.
// Never: why a library gives an hour: mail travels, and other libraries read it.
export const messages = {
  /** "Statewide desk, Mon, May 4, 2 PM EDT to Mon, May 4, 4 PM EDT" */
  hour: (queue: string, start: string, end: string): string => `${queue}, ${start} to ${end}`,
  offered: {
    subject: (hour: string): string => `Hour offered: ${hour}`,
    text: (giver: string, hour: string): string =>
      `${giver} cannot work this hour: ${hour}. Your library may accept it. The first library that accepts it has it.`,
  },
  accepted: {
    subject: (hour: string): string => `Hour accepted: ${hour}`,
    text: (giver: string, taker: string, hour: string): string => `${taker} works this hour for ${giver}: ${hour}.`,
  },
  openAgain: {
    subject: (hour: string): string => `Hour open again: ${hour}`,
    text: (giver: string, hour: string): string =>
      `This hour of ${giver} is open again, and nobody has accepted it: ${hour}.`,
  },
  unanswered: {
    subject: (hour: string): string => `Nobody has accepted an hour: ${hour}`,
    text: (giver: string, hour: string): string =>
      `${giver} cannot work this hour, and no library has accepted it: ${hour}. The server asks for help at the desk now.`,
  },
  notMadeUp: {
    subject: (hour: string): string => `Not made up: ${hour}`,
    text: (library: string, hour: string, minutes: number): string =>
      `${library} did not cover this hour, and the day by which to make it up is over: ${hour}. ${minutes === 1 ? '1 minute is' : `${minutes} minutes are`} left to make up.`,
  },
  openHours: {
    subject: (queue: string): string => `${queue}: people are missing next week`,
    /** "Mon, May 4, 2 PM EDT to Mon, May 4, 4 PM EDT: 1 person" */
    line: (start: string, end: string, people: number): string =>
      `${start} to ${end}: ${people} ${people === 1 ? 'person' : 'people'}`,
    text: (queue: string, lines: string, more: number): string =>
      `Next week too few people are scheduled at ${queue}:\n${lines}${more === 0 ? '' : `\n… and ${more === 1 ? '1 more time' : `${more} more times`}`}\n\nA library that has an hour to make up can pick one of these times.`,
  },
};
