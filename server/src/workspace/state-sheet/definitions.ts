// Out:   what each figure of the sheet means, to show beside it.
// Never: a definition that the figures do not follow: change both or neither.
import type { StateSheet } from '@askusnow/sdk/contract';

/** What it means, the cooperative chooses. */
export const GIVEN_TERM = 'Hours given at shared desks';

export const DEFINITIONS: StateSheet['definitions'] = [
  {
    term: 'Fiscal year',
    text: 'Named by the year in which it ends. It is July to June, unless the cooperative has set another first month on the page Questions.',
  },
  {
    term: 'Clicks',
    text: 'How often a person activated the chat button. A click is not a reference transaction: whether a question was asked is not known. Clicks to check are of days with far more than the library usually has, which its page Numbers names; they are in the figure.',
  },
  {
    term: 'Questions',
    text: 'Reference transactions in the chat. CT: every day of the year was counted. ES: an estimate from the counted weeks, a typical week or one in each quarter, with the range that holds the true number in about 95 of 100 cases. It is by clicks where clicks are known for the whole year, else by weeks, as in a year that runs; the page Questions of a library shows both, and why they differ. The range of the total assumes that the libraries’ errors have nothing to do with each other.',
  },
  {
    term: 'Scheduled hours',
    text: 'Hours in which a shift was planned at the library’s own desks; where a desk has no shifts, its service hours. They count from when the desk’s schedule was first known here. Where two libraries have the same desk of their own, its hours are in the rows of both, and once in the total.',
  },
  { term: 'Covered hours', text: 'Scheduled hours in which somebody was seen at the desk.' },
  {
    term: 'Not observed',
    text: 'Scheduled hours about which nothing is known. They are neither covered nor uncovered.',
  },
  {
    term: 'Partners and places',
    text: 'At the year’s end: places where the button was seen or clicked in the last 30 days of the year, and libraries with at least one. In a year that runs, the last 30 days until today.',
  },
  { term: 'Practice clicks', text: 'Clicks of staff who tried the button. They are in no other figure.' },
  {
    term: 'Training',
    text: 'Sessions that a liaison has written down, and how many people came. Who came to two sessions counts twice.',
  },
  {
    term: 'Follow-ups within 72 hours',
    text: 'Of the follow-ups that were opened in the year and whose 72 hours are over: how many were resolved within 72 hours. The year begins and ends by each library’s own clock. Practice, and those marked by accident, are left out.',
  },
];
