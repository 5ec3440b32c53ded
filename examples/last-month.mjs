// Prints a library's last month, with the month before and the same month last year, as CSV.
//   ASKUSNOW_TOKEN=… node last-month.mjs https://ask.example.org harford > harford.csv
// The token needs the scope metrics:read. Make one under "Your account".
import { getMonthCsv } from '@askusnow/sdk';

const [endpoint, library] = process.argv.slice(2);
const token = process.env.ASKUSNOW_TOKEN;
if (!endpoint || !library || !token) {
  console.error('Usage: ASKUSNOW_TOKEN=… node last-month.mjs https://ask.example.org LIBRARY');
  process.exit(2);
}

const now = new Date();
const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)).toISOString().slice(0, 7);
try {
  process.stdout.write(await getMonthCsv({ endpoint, token }, library, lastMonth));
} catch (error) {
  console.error(error.problem?.detail ?? error.message);
  process.exitCode = 1;
}
