/** Two libraries on one statewide desk that is open round the clock; Harford has a local desk on weekdays. */
export const COOPERATIVE_FILE = `
cooperative: { name: Test Cooperative }
queues:
  - id: harford-desk
    name: Harford desk
    tier: local
    zone: America/New_York
    hours: { weekly: [{ days: [mo, tu, we, th, fr], open: '09:00', close: '17:00' }] }
  - id: statewide
    name: Statewide desk
    tier: statewide
    zone: America/New_York
    hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: '00:00', close: '24:00' }] }
libraries:
  - id: harford
    name: Harford County Public Library
    zone: America/New_York
    live: true
    origins: ['\${PUBLIC_URL}', 'https://www.harford.example.org']
    queues:
      local: { queue: harford-desk, chat: '\${PUBLIC_URL}/demo/chat/harford' }
      statewide: { queue: statewide, chat: 'https://chat.example.org/harford' }
    fallback: { phone: 410-555-0100 }
    keyPages: [{ name: Home page, placement: header }]
  - id: carroll
    name: Carroll County Public Library
    zone: America/New_York
    live: true
    origins: ['https://www.carroll.example.org']
    queues: { statewide: { queue: statewide, chat: 'https://chat.example.org/carroll' } }
`;
