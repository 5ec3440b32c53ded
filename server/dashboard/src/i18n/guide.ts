export const messages = {
  heading: 'Guide',
  lead: 'What to do where, one short chapter a task. The last two are for those who answer chats.',
  coordinatorLead:
    'What to do where, one short chapter a task: for coordinators first, then for liaisons and those who answer chats.',
  contents: 'Chapters',
};
