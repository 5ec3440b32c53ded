/** A script that reports a desk as available while it runs. */
export const heartbeatScript = (endpoint: string, token: string): string =>
  `while :; do curl -fsS -m 10 ${endpoint}/v1/heartbeat -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d "{\\"state\\":\\"available\\",\\"seq\\":$(date +%s)}"; sleep 30; done`;
