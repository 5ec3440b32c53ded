/** A cooperative's file with two libraries, each with a desk of its own, and the desk that they share. */
export const TWO_LIBRARIES = `
cooperative:
  name: Test cooperative
queues:
  - { id: harford-desk, name: Harford desk, tier: local, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr], open: "09:00", close: "21:00" }] } }
  - { id: cecil-desk, name: Cecil desk, tier: local, zone: America/New_York, hours: { weekly: [{ days: [mo], open: "09:00", close: "17:00" }] } }
  - { id: statewide, name: Statewide desk, tier: statewide, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "09:00", close: "22:00" }] } }
libraries:
  - id: harford
    name: "=Harford, \\"County\\""
    zone: America/New_York
    live: true
    origins: ["https://www.library.example", "https://catalog.library.example"]
    branches: [{ id: bel-air, name: Bel Air, fallback: { phone: 410-555-0101 } }]
    queues: { local: { queue: harford-desk, chat: "https://chat.example/harford" }, statewide: { queue: statewide, chat: "https://chat.example/state" } }
    keyPages:
      - { name: Home page, origin: "https://www.library.example", pattern: / }
      - { name: No results, placement: no-results }
  - id: cecil
    name: Cecil
    zone: America/Los_Angeles
    live: true
    origins: ["https://cecil.example"]
    queues: { local: { queue: cecil-desk }, statewide: { queue: statewide, chat: "https://chat.example/state" } }
`;
