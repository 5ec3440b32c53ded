/** A cooperative's file with one library whose only desk is open at all hours, so that no test waits for a clock. */
export const oneLibrary = ({ origin, chat }: { origin: string | string[]; chat: string }): string => `
cooperative:
  name: Test cooperative
queues:
  - { id: desk, name: Harford desk, tier: local, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "00:00", close: "24:00" }] } }
libraries:
  - id: harford
    name: Harford County Public Library
    zone: America/New_York
    live: true
    origins: ["${[origin].flat().join('", "')}"]
    queues: { local: { queue: desk, chat: "${chat}" } }
`;
