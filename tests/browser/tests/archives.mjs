// Archives on the page: the same result as their members, byte for byte that of the command line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { folders, PROGRAM } from './cases.mjs';

/** Two numbers of zip, the lowest byte first. */
const two = (number) => Buffer.from([number & 255, number >> 8]);
const four = (number) => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(number >>> 0); return bytes; };

function zip(files) {
  let at = 0;
  const bodies = [];
  const list = [];
  for (const { name, body } of files) {
    const packed = zlib.deflateRawSync(body);
    const common = Buffer.concat([two(20), two(0), two(8), four(0), four(zlib.crc32(body)), four(packed.length), four(body.length), two(Buffer.byteLength(name)), two(0)]);
    bodies.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed);
    list.push(Buffer.from('PK\x01\x02'), two(20), common, two(0), two(0), two(0), four(0), four(at), Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const listed = Buffer.concat(list);
  return Buffer.concat([...bodies, listed, Buffer.from('PK\x05\x06'), four(0), two(files.length), two(files.length), four(listed.length), four(at), two(0)]);
}

function tar(files) {
  const blocks = files.flatMap(({ name, body }) => {
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write(body.length.toString(8).padStart(11, '0'), 124);
    head.write('        0ustar\0', 148);
    head.write(`${head.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0`, 148);
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export async function test({ newPage, report }) {
  const page = await newPage();
  const { logs } = folders().find(({ name }) => name === 'refused-v3.51.1');
  const files = fs.readdirSync(logs).sort().map((name) => ({ name, body: fs.readFileSync(path.join(logs, name)) }));
  const nested = zip([{ name: 'host1.tar.gz', body: zlib.gzipSync(tar(files)) }]);
  const bundles = {
    'bundle.zip': zip(files),
    'bundle.tar': tar(files),
    'bundle.tar.gz': zlib.gzipSync(tar(files)),
    'nested.zip': nested,
    [`${files[0].name}.gz`]: zlib.gzipSync(files[0].body),
    'cut.zip': zip(files).subarray(0, 900),
  };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bundles-'));
  try {
    for (const [name, bytes] of Object.entries(bundles)) {
      await report(`archive ${name}`, async () => {
        const file = path.join(folder, name);
        fs.writeFileSync(file, bytes);
        assert.equal(await page.drop([{ name, base64: bytes.toString('base64') }]), 'done');
        const json = await page.json();
        const run = spawnSync(PROGRAM, ['diagnose', file, '--format', 'json'], { encoding: 'utf8' });
        assert.ok(json === run.stdout, 'the page and the command line give other bytes');
        const { capture, sources } = JSON.parse(json);
        if (name === 'cut.zip') {
          assert.match(sources[0].notices[0], /not whole/);
          assert.match(await page.text(), /not whole/);
        } else {
          assert.equal(capture.root_cause, 'agent-unreachable');
        }
      });
    }
    await report('nothing went wrong over all archives', async () => assert.deepEqual(await page.complaints(), []));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  await page.close();
}
