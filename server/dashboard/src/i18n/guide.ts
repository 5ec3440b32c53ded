export const messages = {
  heading: 'Guide',
  lead: 'For liaisons: what to do where, one short chapter a task.',
  contents: 'Chapters',
};
