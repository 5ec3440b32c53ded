// A client that speaks HTTP/2 as a browser does: one connection, opened again when the server has ended it.
import { connect, type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';

export interface Http2Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}
export interface Http2Request {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Http2Client {
  /** What the connection speaks: `h2`. */
  protocol(): Promise<string>;
  ask(path: string, request?: Http2Request): Promise<Http2Reply>;
  /** Called with what has arrived so far; true ends the stream. Resolves when it has ended, and rejects when it was broken off. */
  follow(path: string, onText: (text: string) => boolean): Promise<Http2Reply>;
  close(): void;
}

/** The certificate may be the server's own. `origin`: the host that it asks for. */
export function createHttp2Client(url: string, origin: string): Http2Client {
  const authority = new URL(origin).host;
  let opening: Promise<ClientHttp2Session> | undefined;

  const open = (): Promise<ClientHttp2Session> =>
    (opening ??= new Promise((resolve, reject) => {
      const session = connect(url, { rejectUnauthorized: false });
      const forget = (): void => void (opening = undefined);
      session.once('connect', () => resolve(session));
      session.on('error', (error: Error) => (forget(), reject(error)));
      session.once('goaway', forget).once('close', forget);
    }));

  async function start(
    path: string,
    { method = 'GET', headers = {}, body = '' }: Http2Request,
  ): Promise<ClientHttp2Stream> {
    const session = await open();
    const fields = { ':method': method, ':path': path, ':authority': authority, ...headers };
    const stream = session.request(fields, { endStream: body === '' });
    if (body !== '') stream.end(body);
    return stream;
  }

  async function read(path: string, request: Http2Request, onText: (text: string) => boolean): Promise<Http2Reply> {
    const stream = await start(path, request);
    return new Promise((resolve, reject) => {
      let head: IncomingHttpHeaders = {};
      let body = '';
      const answer = (): void => resolve({ status: Number(head[':status']), headers: head, body });
      stream.setEncoding('utf8');
      stream.once('error', reject).once('response', (fields) => (head = fields));
      stream.on('data', (text: string) => {
        body += text;
        if (!onText(body)) return;
        answer();
        stream.close();
      });
      stream.once('end', answer).once('close', () => reject(new Error(`${path}: broken off`)));
    });
  }

  return {
    protocol: async () => (await open()).alpnProtocol ?? '',
    ask: (path, request = {}) => read(path, request, () => false),
    follow: (path, onText) => read(path, {}, onText),
    close: () =>
      void opening?.then(
        (session) => session.destroy(),
        () => undefined,
      ),
  };
}
