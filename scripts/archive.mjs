// Packs a built page into one zip archive: node scripts/archive.mjs DIST ARCHIVE
// The same page gives the same bytes: files in order of their names, all of one time.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const READ_ME = `profiler-doctor finds out from the logs of a .NET service why its Datadog profiles are missing.

This folder is the whole page. It needs no network, but browsers do not open it from disk: serve it, for example with

    python3 -m http.server --bind 127.0.0.1 8080

called in this folder, then open http://127.0.0.1:8080/ in a browser. Any other static web server does, under any path.
After one visit by https or from localhost the page opens without the server too.

The logs stay in the browser: the content policy of the page forbids it every other server.

Not a product of Datadog.
`;
// 1 January 1980, the first day that the format knows.
const TIME = 0x0021_0000;

/** Numbers of so many bytes each, little end first. */
function fields(...numbers) {
  return Buffer.concat(numbers.map(([number, bytes]) => {
    const field = Buffer.alloc(bytes);
    field.writeUIntLE(number, 0, bytes);
    return field;
  }));
}

/** The bytes of an archive of files, given as pairs of name and content. */
function zip(files) {
  const [bodies, directory] = [[], []];
  let at = 0;
  for (const [file, content] of files) {
    const name = Buffer.from(file);
    // A gzip stream is a head of 10 bytes, what a zip archive holds, its CRC-32 and its size.
    const stream = zlib.gzipSync(content, { level: 9 });
    const [packed, sum] = [stream.subarray(10, -8), stream.readUInt32LE(stream.length - 8)];
    // Version 2.0, names in UTF-8, deflated.
    const common = fields([20, 2], [0x800, 2], [8, 2], [TIME, 4], [sum, 4], [packed.length, 4], [content.length, 4], [name.length, 2], [0, 2]);
    bodies.push(Buffer.from('PK\x03\x04'), common, name, packed);
    // Made on Unix, a plain file that everyone may read.
    directory.push(Buffer.from('PK\x01\x02'), fields([0x0314, 2]), common, fields([0, 2], [0, 2], [0, 2], [0o100644 * 0x10000, 4], [at, 4]), name);
    at += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = fields([0, 2], [0, 2], [files.length, 2], [files.length, 2], [list.length, 4], [at, 4], [0, 2]);
  return Buffer.concat([...bodies, list, Buffer.from('PK\x05\x06'), end]);
}

/** The archive of a page: its files and how to serve them, in one folder of this name. */
export function archive(dist, name) {
  const names = fs.readdirSync(dist).filter((file) => !file.startsWith('.')).sort();
  const files = names.map((file) => [`${name}/${file}`, fs.readFileSync(path.join(dist, file))]);
  return zip([[`${name}/READ-ME.txt`, Buffer.from(READ_ME)], ...files]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dist, to] = process.argv.slice(2);
  if (!to) throw new Error('node scripts/archive.mjs DIST ARCHIVE');
  fs.writeFileSync(to, archive(dist, path.basename(to, '.zip')));
}
