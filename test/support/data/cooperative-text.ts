import assert from 'node:assert/strict';

/** A small, right cooperative's file. Tests name its lines: keep them. */
const TEXT = `cooperative:
  name: Test Cooperative
queues:
  - id: harford-desk
    name: Harford desk
    tier: local
    zone: America/New_York
    hours:
      weekly:
        - { days: [mo, tu], open: 09:00, close: "17:00" }
        - { days: [we], open: "22:00", close: "02:00" }
      seasons:
        - { name: Summer, from: 2027-06-01, to: 2027-08-31, weekly: [] }
      exceptions:
        - { date: 2026-11-26, open: [], note: Thanksgiving }
  - id: statewide
    name: Statewide desk
    tier: statewide
    zone: America/New_York
    hours: { weekly: null }
libraries:
  - id: harford
    name: Harford County Public Library
    zone: America/New_York
    live: true
    origins:
      - https://www.harford.example.org
      - "\${PUBLIC_URL}"
    queues:
      local: { queue: harford-desk, chat: "https://chat.example.org/harford" }
      statewide: { queue: statewide }
    fallback:
      phone: 410-555-0100
      page: https://www.harford.example.org/ask
    keyPages:
      - { name: Home page, pattern: /, placement: header }
  - id: carroll
    name: Carroll County Public Library
    zone: America/New_York
    live: false
    origins:
      - https://*.carroll.example.org
    queues: { statewide: { queue: statewide, chat: "https://chat.example.org/carroll" } }
`;

/** The file with each `[from, to]` replaced; a `from` that is not there is a fault of the test. */
export function aCooperativeText(...edits: [from: string, to: string][]): string {
  return edits.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `the file has no ${from}`);
    return text.replace(from, () => to);
  }, TEXT);
}

/** The whole entry of the second library. */
export const CARROLL = TEXT.slice(TEXT.indexOf('  - id: carroll'));

export const fileOptions = { fileName: 'cooperative.yaml', variables: { PUBLIC_URL: 'http://127.0.0.1:8080' } };
export const importOptions = {
  ...fileOptions,
  replace: false,
  by: 'command line',
  nowMs: Date.parse('2026-05-04T14:00:00.000Z'),
};
