/**
 * A ZIP archive of some texts (APPNOTE.TXT, the ".ZIP File Format Specification", 4.3): names in UTF-8, deflated, all with one
 * fixed date, so that the same files give the same archive.
 */
import { crc32, deflateRawSync } from 'node:zlib';

/** 4.4.4: bit 11, names are UTF-8. 4.4.5: method 8, deflate. 4.4.3: needs version 2.0. */
const utf8Names = 0x0800;
const deflate = 8;
const version = 20;
/** 4.4.6: 1 January 1980, the first day there is. */
const firstDay = 0x0021;

/** `files`: path -> text. */
export function makeZip(files: ReadonlyMap<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of files) {
    const name = Buffer.from(path);
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(version, 0);
    facts.writeUInt16LE(utf8Names, 2);
    facts.writeUInt16LE(deflate, 4);
    facts.writeUInt16LE(firstDay, 8);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    // 4.3.7 local file header, 4.3.12 central directory header.
    bodies.push(signature(0x04034b50), facts, name, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(signature(0x02014b50), Buffer.from([version, 0]), facts, place, name);
    offset += 4 + facts.length + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  // 4.3.16 end of central directory record.
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.size, 4);
  end.writeUInt16LE(files.size, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
