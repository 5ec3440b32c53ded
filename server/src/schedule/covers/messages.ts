// Out:   the English text of refusals about hours that libraries give and take; by meaning.
export const messages = {
  own: 'This is your library’s own hour. Withdraw it to work it yourselves.',
  notOwing: 'Your library has no hours at this desk. Ask the coordinator for some first.',
  onDuty: 'Your library has an hour then, or has given one.',
  closed: 'Your library has announced that it is closed then.',
  begun: 'This hour has begun, and nobody had accepted it.',
  isWithdrawn: (library: string): string => `${library} has withdrawn this hour, and works it.`,
  isAccepted: (library: string): string => `${library} has accepted this hour.`,
  notYours: (library: string): string => `Only ${library} can withdraw this hour.`,
  notUndone: 'Only the person who did it can undo it, within ten minutes and before the hour begins.',
  owedNoMore: 'The library that gives this hour does not owe it any more.',
  offeredAgain: 'This hour, or a part of it, is offered again already.',
  hourBegun: 'This hour has begun. Call the coordinator.',
  notShared: 'a statewide or global desk',
  notAhead: (days: number): string => `within the next ${days} days`,
  notOwed: 'a time in which the library is to work at this desk, and that it has not given',
  notHalf: 'the start or the end of the shift, or half hours after its start',
};
