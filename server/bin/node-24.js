// Runs on any Node, so that it can say which one is needed: node:sqlite and built-in time zones come with 24.
// 78 is EXIT.refused in src/cli/exit-codes.ts: a supervisor need not try again.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Node 24 or newer is needed, this is ${process.versions.node}: https://nodejs.org/en/download`);
  process.exit(78);
}
