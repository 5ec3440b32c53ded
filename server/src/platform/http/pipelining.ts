// In:    requests as Node emits them: all that a chunk has, however many, before the event loop turns.
// Out:   the same in order, of each connection at most two at a time; the others wait.
// Never: handles a request whose client has left, or reads on for a client that takes no answers: more than 32 that wait
//        end their connection.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The second is worked on while the first is sent. */
const MAX_UNANSWERED = 2;
/** As many as any browser has pipelined: Firefox, `network.http.pipelining.maxrequests`. */
const MAX_WAITING = 32;
/** Connections of which requests that waited begin in one turn of the event loop: those of others come in between. */
const MAX_PER_TURN = 8;

export interface PipelineLimitOptions {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Called with each request that was not handled when its client left. Its body can be read, as far as it has come. */
  abandon(request: IncomingMessage): void;
}

interface Connection {
  socket: Socket;
  /** Handled, and not sent yet. */
  unanswered: number;
  waiting: [IncomingMessage, ServerResponse][];
  /** One for all of its responses: a listener of its own for each would show in the fastest ones. */
  onClose(): void;
}

/**
 * @NOTE Node has parsed the whole chunk by then, and `socket.pause()` does not keep it from reading: each response that is
 * sent resumes its socket. Nor would a paused socket show that its client has left.
 */
export function limitPipelining({ handle, abandon }: PipelineLimitOptions): PipelineLimitOptions['handle'] {
  const connections = new WeakMap<Socket, Connection>();
  /** Those whose next request may begin. */
  const ready: Connection[] = [];

  const connectionOf = (socket: Socket): Connection => {
    const known = connections.get(socket);
    if (known !== undefined) return known;
    const connection: Connection = {
      socket,
      unanswered: 0,
      waiting: [],
      onClose() {
        connection.unanswered -= 1;
        if (connection.waiting.length > 0 && ready.push(connection) === 1) setImmediate(beginSome);
      },
    };
    connections.set(socket, connection);
    // Before Node's own listener, which discards the bodies.
    socket.prependOnceListener('close', () => {
      for (const [request] of connection.waiting.splice(0)) abandon(request);
    });
    return connection;
  };

  const begin = (connection: Connection, request: IncomingMessage, response: ServerResponse): void => {
    connection.unanswered += 1;
    response.on('close', connection.onClose);
    handle(request, response);
  };

  const beginSome = (): void => {
    for (const connection of ready.splice(0, MAX_PER_TURN)) {
      const { socket, waiting } = connection;
      while (waiting.length > 0 && connection.unanswered < MAX_UNANSWERED && !socket.destroyed)
        begin(connection, ...waiting.shift()!);
    }
    if (ready.length > 0) setImmediate(beginSome);
  };

  return (request, response) => {
    const connection = connectionOf(request.socket);
    const { socket, unanswered, waiting } = connection;
    if (waiting.length === 0 && unanswered < MAX_UNANSWERED) return begin(connection, request, response);
    if (waiting.length === MAX_WAITING) socket.destroy();
    else waiting.push([request, response]);
  };
}
