// `npm run parts`: serves the page with each shared part of the dashboard in each state, made anew of the sources at each load.
import { startHost } from './support/browser/host.ts';
import { partsDocument } from './support/parts/build.ts';

const host = await startHost({}, (_request, response) => {
  partsDocument().then(
    (html) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html),
    (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error)),
  );
});
console.log(`The parts: ${host.url}`);
