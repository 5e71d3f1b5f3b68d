// Reads a zip archive by its directory, and checks what it states.
import assert from 'node:assert/strict';
import zlib from 'node:zlib';

const GZIP = Buffer.from('1f8b0800000000000003', 'hex');

/** The files of an archive: pairs of name and content. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  assert.ok(end >= 0, 'no end of the directory');
  const files = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50);
    const [method, sum, packed, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const lengths = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const name = bytes.toString('utf8', at + 46, at + 46 + lengths[0]);
    const head = bytes.readUInt32LE(at + 42);
    assert.equal(bytes.readUInt32LE(head), 0x04034b50);
    const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    assert.equal(bytes.toString('utf8', head + 30, head + 30 + lengths[0]), name);
    assert.equal(method, 8);
    // As a gzip stream, zlib checks sum and size itself.
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE(sum, 0);
    tail.writeUInt32LE(size, 4);
    const content = zlib.gunzipSync(Buffer.concat([GZIP, bytes.subarray(from, from + packed), tail]));
    files.push([name, content]);
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  assert.equal(at, end);
  return files;
}
