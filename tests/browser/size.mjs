// The page has to stay small: all that a browser fetches for it, after brotli.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const LIMIT = 700 * 1000;
const folder = process.argv[2] ?? 'dist';
const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } };
let sum = 0;
for (const name of fs.readdirSync(folder).filter((name) => /\.(wasm|js|css|html|svg)$/.test(name)).sort()) {
  const body = fs.readFileSync(path.join(folder, name));
  const packed = zlib.brotliCompressSync(body, quality).length;
  sum += packed;
  console.log(`${String(packed).padStart(8)} of ${String(body.length).padStart(8)}  ${name}`);
}
console.log(`${String(sum).padStart(8)} bytes of at most ${LIMIT}`);
if (sum > LIMIT || sum === 0) process.exit(1);
