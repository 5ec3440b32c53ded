/** What is said by the parts where the product has no words of its own for them. */
export const LIBRARY = 'Harford County Public Library';
/** Longer than a phone is wide. */
export const LONG_WORD = 'Interlibraryloanrequestconfirmationnumber20261130';
export const LONG_LINE =
  'The name of a branch with a subtitle, a sponsor and the year of its foundation, as it stands on the sign above its door';
/** When the page is looked at. Units: ms. */
export const NOW_MS = Date.parse('2026-03-04T15:00:00Z');
export const ZONE = 'America/New_York';
