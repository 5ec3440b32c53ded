// In:    new connections, and the server's close.
// Out:   on close, ends the connections that have sent no request.
// Never: ends a request. Node treats a silent connection as active, and waits for it.
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export function endSilentConnections(app: FastifyInstance): void {
  const silent = new Set<Socket>();
  let isClosing = false;
  app.server.on('connection', (socket: Socket) => {
    if (isClosing) return void socket.destroy();
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.prependListener('request', ({ socket }) => silent.delete(socket));
  app.addHook('preClose', async () => {
    isClosing = true;
    for (const socket of silent) socket.destroy();
  });
}
