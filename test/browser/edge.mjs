// The network edge of the browser tests: real HTTP, with the answers that a test has asked for.
// A test takes a library id of its own, says what is answered for it, and reads back what was posted.

import { readFileSync } from 'node:fs';

/** The stream is refused, so that a page goes on asking; answers come from `PUT /edge/{library}`. */
export function edge() {
  const answers = new Map();
  const posted = new Map();
  const read = async (stream) => {
    let text = '';
    for await (const piece of stream) text += piece;
    return text;
  };
  return async (context, next) => {
    const { path, method } = context;
    context.set('access-control-allow-origin', '*');
    const own = /^\/edge\/([a-z0-9-]+)$/.exec(path)?.[1];
    if (own && method === 'PUT') {
      answers.set(own, JSON.parse(await read(context.req)));
      context.status = 204;
    } else if (own) {
      context.body = posted.get(own) ?? [];
    } else if (path === '/v1/events') {
      const batch = JSON.parse(await read(context.req));
      posted.set(batch.library, [
        ...(posted.get(batch.library) ?? []),
        { ...batch, cookie: context.get('cookie'), referrer: context.get('referer') },
      ]);
      context.status = answers.get(batch.library)?.eventsStatus ?? 202;
      context.body = { accepted: batch.events.length, dropped: {} };
    } else if (path.startsWith('/v1/libraries/')) {
      const [, , , library, what, id] = path.split('/');
      const known = answers.get(library);
      const body = what === 'branches' ? known?.branches?.[id] : known?.body;
      const answer =
        body === undefined
          ? { status: 404, body: {} }
          : { ...known, body, ...(typeof body === 'number' && { status: body, body: {} }) };
      context.status = answer.status ?? 200;
      context.type = 'application/json';
      context.body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    } else if (/^\/widget\/v1\/ask-us-now\.[\w.-]+\.json$/.test(path)) {
      context.type = 'application/json';
      context.body = readFileSync(`widget/dist/bundle/${path.slice('/widget/v1/'.length)}`);
    } else if (path.startsWith('/v1/')) {
      context.status = 404;
    } else {
      await next();
    }
  };
}
