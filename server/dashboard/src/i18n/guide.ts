export const messages = {
  heading: 'Guide',
  lead: 'For liaisons: what to do where, one short chapter a task.',
  coordinatorLead: 'For coordinators first, then for liaisons: what to do where, one short chapter a task.',
  contents: 'Chapters',
};
