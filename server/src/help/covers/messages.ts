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
};
