import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

export interface Request {
  url: URL;
  headers: IncomingMessage['headers'];
}
/** Takes over one answer; gives false to let the source answer itself. */
export type Fault = (response: ServerResponse, request: Request) => boolean | Promise<boolean>;
export interface SourceServer {
  url: string;
  requests: Request[];
  /** Asked before each answer. */
  fault: Fault | undefined;
  close(): Promise<void>;
}

/** A real HTTP server on a free port that answers as `answer` does, unless a fault takes over. */
export async function openSourceServer(
  answer: (request: Request, response: ServerResponse) => void,
): Promise<SourceServer> {
  const requests: Request[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      const request = { url: new URL(incoming.url!, place.url), headers: incoming.headers };
      requests.push(request);
      if ((await place.fault?.(response, request)) !== true) answer(request, response);
    })();
  });
  const closing = await listen(server);
  const place: SourceServer = { ...closing, requests, fault: undefined };
  return place;
}

/** Listens on a free port of this host; closing it breaks what is still connected. */
export async function listen(server: Server): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(response: ServerResponse, body: string | Buffer, headers: Record<string, string> = {}): true {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
  return true;
}
