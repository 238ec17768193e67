import { createServer, type Server, type Socket } from 'node:net';

/** Speaks just enough of PostgreSQL's protocol to be asked for its version, and says that it is the given one. */
export async function startOldServer(version: string, versionNumber: string): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const columns: Readonly<Record<string, string>> = { version: versionNumber, release: version, encoding: 'UTF8', roles: 't', creates: 't', bypasses: 't', name: 'postgres' };
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let greeted = false;
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (!greeted) {
        if (data.length === 8) return void socket.write('N'); // asks for TLS
        greeted = true;
        socket.write(Buffer.concat([message('R', int32(0)), message('S', text('server_version', version)), message('Z', Buffer.from('I'))]));
        return;
      }
      if (data.toString('latin1', 0, 1) === 'X') return void socket.end();
      const names = Object.keys(columns);
      const description = Buffer.concat([int16(names.length), ...names.map((name) => Buffer.concat([text(name), int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)]))]);
      const row = Buffer.concat([int16(names.length), ...Object.values(columns).map((value) => Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]))]);
      socket.write(Buffer.concat([message('T', description), message('D', row), message('C', text('SELECT 1')), message('Z', Buffer.from('I'))]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: address && typeof address === 'object' ? address.port : 0,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function message(kind: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(kind), int32(body.length + 4), body]);
}

function text(...values: readonly string[]): Buffer {
  return Buffer.from(values.map((value) => `${value}\0`).join(''));
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}
