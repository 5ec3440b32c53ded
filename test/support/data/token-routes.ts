/** The routes that an API token may read, whatever its account is: compared with the server by `api-tokens.test.ts`. */
export const TOKEN_ROUTES: readonly string[] = [
  'GET /v1/libraries/{library}/coverage',
  'GET /v1/libraries/{library}/metrics',
  'GET /v1/libraries/{library}/metrics.csv',
  'GET /v1/libraries/{library}/metrics/month',
  'GET /v1/libraries/{library}/metrics/month.csv',
  'GET /v1/libraries/{library}/placements',
  'GET /v1/libraries/{library}/questions.csv',
  'GET /v1/libraries/{library}/report',
  'GET /v1/libraries/{library}/report.csv',
  'GET /v1/libraries/{library}/report.txt',
  'GET /v1/libraries/{library}/score',
];
