// In:    a changed file.
// Out:   which of the dashboard's journeys show what it does.
// Never: one alone, for what all pages stand on.

/** The dashboard's journeys by what their pages show. A file whose path has none of these words reaches all of them. */
export const JOURNEYS: Record<string, RegExp> = {
  'account-data': /account|token/,
  accounts: /account|invit|openid|session/,
  addresses: /account|mail|openid/,
  alerts: /alert|library-message/,
  audit: /audit/,
  branches: /branch|metrics|placement|numbers|ingest/,
  'chat-files': /question|sampling|chat-export/,
  closing: /closing|library-message|scope-choice/,
  clock: /clock|time/,
  colleagues: /colleague|invit|welcome|people/,
  connections: /changes|push/,
  coverage: /coverage|assistance|presence/,
  'desk-hours': /desk|presence|hours/,
  'desk-session': /desk-page|heartbeat|dashboard-app/,
  'desk-week': /desk-week|week-grid|shift|covers/,
  desk: /desk|presence|assistance|heartbeat/,
  'follow-ups': /follow-up/,
  guide: /guide/,
  home: /home|task|readiness|assistance/,
  hours: /hours|schedule/,
  keyboard: /desk|presence|assistance|hours|shift|account/,
  'library-hours': /cover|shared-hours|library-hours|home/,
  liaisons: /liaison|directory|quota-use|own-mail/,
  local: /local|contact|script|sealed|polic/,
  meetings: /meeting/,
  message: /library-message|message-panel/,
  month: /month|report|metrics|standard/,
  contributions: /clock|contribution|duties|month/,
  tasks:
    /home|assistance|colleague|closing|notification|propos|registration|invite|alert|polic|meeting|follow-up|navigation/,
  navigation: /page-registry|library-pages|page-nav|navigation|header-bar/,
  notifications: /notice|notification|recipient/,
  now: /coverage|assistance|presence|numbers/,
  numbers: /metrics|numbers|placement|ingest/,
  overview: /overview|numbers|hand-over|standard|metrics/,
  'page-checks': /page-check|doctor/,
  'patrons-met': /patrons|interval|coverage|metrics/,
  'people-and-shifts': /people|shift|calendar|presence/,
  people: /account|numbers|snippet|metrics|placement/,
  problems: /problem/,
  promotion: /campaign|promotion|entry-points/,
  'provider-home': /home|task|alert|announce|follow-up/,
  questions: /question|sampling/,
  'proposed-addresses': /propos|inspect|partners|visibility-page|cooperative-file/,
  partners: /registration|partners|changes|push/,
  registration: /registration|partners|cooperative-file/,
  reports: /report|month|metrics/,
  roster: /roster|shift/,
  search: /search|directory|read-guide/,
  'score-history': /standard|score|note/,
  'shared-hours': /cover|shared-hours/,
  'shared-week': /cover|shared-hours|roster|contribution/,
  'shift-requests': /shift|desk-week/,
  'shift-week': /shift|schedule|expansion/,
  'state-report': /state-sheet/,
  survey: /survey|question|sampling|chat-export/,
  states: /numbers|metrics|placement|visibility/,
  system: /system/,
  tokens: /token/,
  training: /training|announce/,
  visibility: /visibility|standard|placement/,
};
export const journeyOf = (test: string): string | undefined =>
  /^test\/journeys\/dashboard-(.+)\.test\.ts$/.exec(test)?.[1];

/** All pages stand on these. */
const FOUNDATION =
  /^server\/src\/(?:[^/]+\.ts|platform\/)|^server\/dashboard\/src\/(?:app|ui|styles|logic|i18n)\/|^sdk\/src\/(?:[^/]+\.ts|availability\/|events\/)/;

/** A journey without words of its own walks many pages: each file behind them reaches it. */
export function reachesJourney(test: string, file: string): boolean {
  const journey = journeyOf(test);
  if (journey === undefined || !/^(server|sdk)\//.test(file)) return false;
  const words = JOURNEYS[journey];
  if (FOUNDATION.test(file)) return true;
  return words === undefined || words.test(file) || !Object.values(JOURNEYS).some((of) => of.test(file));
}
