/** A name server of this machine (RFC 1035, UDP) that answers TXT, MX, A and AAAA from a table that a test may change. */
import { createSocket } from 'node:dgram';

/** `TXT shop.example` -> texts, `MX shop.example` -> `10 mx.shop.example`, `A …` -> addresses. */
export type DnsTable = Map<string, readonly string[]>;
export type DnsServer = {
  table: DnsTable;
  address: string;
  /** From now on it hears questions and answers none; or answers again. */
  fallSilent(silent: boolean): void;
  close(): Promise<void>;
};

const types: Readonly<Record<number, string>> = { 1: 'A', 5: 'CNAME', 15: 'MX', 16: 'TXT', 28: 'AAAA' };

export async function startDnsServer(): Promise<DnsServer> {
  const table: DnsTable = new Map();
  let silent = false;
  const socket = createSocket('udp4');
  socket.on('message', (question, peer) => {
    if (!silent) socket.send(answer(table, question), peer.port, peer.address);
  });
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
  return {
    table,
    address: `127.0.0.1:${socket.address().port}`,
    fallSilent: (so) => {
      silent = so;
    },
    close: () => new Promise((closed) => socket.close(() => closed())),
  };
}

function answer(table: DnsTable, question: Buffer): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const asked = question.subarray(12, at + 5);
  const name = labels.join('.').toLowerCase();
  const type = types[question.readUInt16BE(at + 1)] ?? '';
  const records = table.get(`${type} ${name}`) ?? [];
  const known = [...table.keys()].some((key) => key.split(' ')[1] === name);
  const header = Buffer.alloc(12);
  question.copy(header, 0, 0, 2);
  // QR, AA, RD, RA; RCODE 3 for a name that is not there.
  header.writeUInt16BE(0x8580 | (known ? 0 : 3), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, asked, ...records.map((record) => resource(asked, type, record))]);
}

function resource(asked: Buffer, type: string, record: string): Buffer {
  const data = dataOf(type, record);
  const head = Buffer.alloc(12);
  // The name is that of the question, at offset 12 (RFC 1035 section 4.1.4).
  head.writeUInt16BE(0xc00c, 0);
  asked.copy(head, 2, asked.length - 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function dataOf(type: string, record: string): Buffer {
  if (type === 'TXT') {
    const strings = record.match(/[\s\S]{1,255}/g) ?? [''];
    return Buffer.concat(
      strings.map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')])),
    );
  }
  if (type === 'A') return Buffer.from(record.split('.').map(Number));
  const [priority = '', exchange = ''] = record.split(' ');
  const number = Buffer.alloc(2);
  number.writeUInt16BE(Number(priority));
  return type === 'MX' ? Buffer.concat([number, nameOf(exchange)]) : nameOf(record);
}

function nameOf(name: string): Buffer {
  const labels = name.split('.').filter(Boolean);
  return Buffer.concat([
    ...labels.map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);
}
