// Reads event streams with Node's own EventSource, which a flag of its process switches on.
// In:  { url, count }: the streams /0 to /count - 1.
// Out: of each, the data of its events.
async function readAll(url: string, count: number): Promise<string[][]> {
  const seen: string[][] = [];
  for (let index = 0; index < count; index += 1) {
    const data: string[] = [];
    const source = new EventSource(`${url}/${index}`);
    const onMessage = (event: unknown): number => data.push((event as { data: string }).data);
    source.addEventListener('message', onMessage);
    source.addEventListener('tick', onMessage);
    await new Promise((resolve) => source.addEventListener('error', resolve, { once: true }));
    source.close();
    seen.push(data);
  }
  return seen;
}

process.on('message', ({ url, count }: { url: string; count: number }) => {
  void readAll(url, count).then((seen) => process.send!(seen));
});
