// In:    connections as they are made, and the server's end.
// Out:   those over which no request has come, ended with it.
// Never: an end to a request. Node takes a connection that has sent nothing for one that is about to, and waits for it.
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
