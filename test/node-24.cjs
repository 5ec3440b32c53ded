// npm ci brings Node 24 on Linux x64; elsewhere it has to be there already. Runs on any Node, so that it can say so.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Node 24 or newer is needed, this is ${process.versions.node}: https://nodejs.org/en/download`);
  process.exit(1);
}
