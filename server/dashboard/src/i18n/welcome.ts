export const messages = {
  heading: 'Start here',
  lead: 'What to read first, whom to ask, and where to practice.',
  read: 'What to read',
  chapter: (title: string): string => `Guide: ${title}`,
  policiesOf: (library: string): string => `Policies of ${library}`,
  policiesOfAll: 'Policies of all libraries, with a search',
  ask: 'Whom to ask',
  liaison: 'liaison',
  noLiaison: (library: string): string =>
    `No liaison of ${library} is in the directory yet. Ask your statewide coordinator.`,
  noLibrary: 'Your account belongs to no library. Ask your statewide coordinator.',
  contactsOf: (library: string): string => `Contacts of ${library}`,
  noContacts: 'No contact is listed yet.',
  practice: 'Where to practice',
  practiceNote:
    'This page has the button as patrons see it. What you press there counts as practice, and not as a patron. The chat is a real one: first say that you practice.',
  practiceOn: (library: string): string => `Practice with the button of ${library}`,
  next: 'Then go to your start page',
};
