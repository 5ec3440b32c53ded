// Out:   the definition of each number, to show beside it.
// Never: a definition that the counters do not follow: change both or neither.
import type { Metrics } from '@askusnow/sdk/contract';
import { COMPARED_DENOMINATOR_MIN } from './suppression.ts';

export const DEFINITIONS: Metrics['definitions'] = [
  {
    term: 'Page views with the button',
    text: 'The button was connected and rendered on a page that shows it, not in a closed menu nor hidden in another way, and at least 24 px wide and high (a link in text may be lower): at most one per placement and page view.',
  },
  {
    term: 'Button seen',
    text:
      'At least half of the button was in view in a focused tab for one continuous second (30 % for very large ones), ' +
      'or it was clicked. In a frame of a page of the same site, that page says whether the tab is focused. ' +
      'What the page hides, by visibility or full transparency, is not in view; what may lie on top of it is not checked.',
  },
  {
    term: 'How it can be seen',
    text:
      'Ten seconds after its page has loaded, the button measures what keeps people from seeing it: something in front of it at ' +
      'five points, hidden, transparent, too small, cut off, twice, never scrolled to. Each counts once per page view, beside the other ' +
      'numbers, which it does not change. Sites that pin the script with its hash are not measured.',
  },
  {
    term: 'Measurable',
    text:
      "Page views where it can be known whether the button was seen. It cannot in a frame of another site's page, as " +
      'in many course pages, nor in some old browsers: those page views are left out of the share that saw it, and are never ' +
      'taken for “not seen”. A click there counts as a click only.',
  },
  { term: 'Share that saw the button', text: 'Page views where the button was seen, out of measurable page views.' },
  {
    term: 'First screen',
    text: 'Page views where the button was seen without scrolling, out of measurable page views.',
  },
  {
    term: 'Clicks',
    text:
      'A person activated the button; repeats within 2 seconds are one. ' +
      'A click is not a reference transaction: whether a question was asked is not known.',
  },
  {
    term: 'Links followed',
    text:
      'A person followed a plain link of this service, as from a newsletter, a poster or a site that strips scripts. ' +
      'It is no click and in no rate: how often such a link was seen is not known.',
  },
  {
    term: 'Click rate',
    text:
      'Clicks out of the page views where the button was seen and of those that cannot be measured. The range beside it is likely to hold the true rate ' +
      '(95 times out of 100, Wilson). A wide range means few page views.',
  },
  {
    term: 'Too few',
    text:
      `In the table of all libraries a click rate on fewer than ${COMPARED_DENOMINATOR_MIN} page views where the button was seen ` +
      'is not shown: one click more would reorder the table. The counts stay. ' +
      "On a library's own page nothing is hidden: its liaison sees every number whole, and no rate only where nothing was seen.",
  },
  {
    term: 'Unmet demand',
    text: 'Clicks, and page views where the button was seen, while every desk was closed, or while it was not known whether one was open.',
  },
  {
    term: 'Excluded',
    text:
      'Trials marked as practice, known robots, and events past what one network plausibly sends (suspect). ' +
      'They are counted apart and are in none of the other numbers.',
  },
  {
    term: 'Global Privacy Control',
    text:
      'A browser that sends this signal is not counted at all; the button works the same there. So every count is lower than ' +
      'what happened, by the share of such browsers among your visitors, which nobody can know. Rates and trends stay comparable.',
  },
  {
    term: 'Page',
    text:
      'The kind of page by its address: :id stands for a number, :slug for any other word. The first word of an address is ' +
      'shown if it is on a published list, or once it was seen on two days and in 20 page views where the button was seen; until then, and ' +
      'always for words about health, family or trouble, the page counts under :slug. "(other)" gathers the rest.',
  },
  { term: 'Day', text: "A calendar day by the library's own clock. The last one is today and is not over." },
];

/** Of the coordinator's table. */
export const OVERVIEW_DEFINITIONS: Metrics['definitions'] = [
  {
    term: 'Needs attention',
    text:
      'A live library that loses patrons or counts now: its button was never seen, is lost on a page, or has views that ' +
      'are not counted; or its own desk is empty while somebody is scheduled.',
  },
  ...DEFINITIONS,
];

/** The terms of a month's report. */
const MONTH_TERMS = [
  'Page views with the button',
  'Button seen',
  'Share that saw the button',
  'Clicks',
  'Click rate',
  'Links followed',
  'Global Privacy Control',
];

export const MONTH_DEFINITIONS: Metrics['definitions'] = [
  ...DEFINITIONS.filter(({ term }) => MONTH_TERMS.includes(term)),
  {
    term: 'Month',
    text:
      "A calendar month by the library's own clock. Of a month that is not over, its whole days count, and as many days " +
      'of the other months. Days before counting began are not zero: they were not counted.',
  },
];
