// Makes the service worker of a built page: which files to keep, in front of static/service-worker.js.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'service-worker.js';
const SOURCE = path.join(import.meta.dirname, '../static', NAME);

/** Writes the service worker into the folder of a page, from the files that are there. */
export function writeServiceWorker(folder) {
  const names = fs.readdirSync(folder).filter((name) => !name.startsWith('.') && name !== NAME).sort();
  const unsafe = names.filter((name) => name !== 'index.html' && !/^[\w-]+-[0-9a-f]{12,}(_bg)?\.\w+$/.test(name));
  if (unsafe.length > 0) throw new Error(`without the digest of its content in its name, old and new get mixed: ${unsafe.join(', ')}`);
  const digest = (content) => createHash('sha256').update(content).digest('base64');
  const files = Object.fromEntries(names.map((name) => [name, `sha256-${digest(fs.readFileSync(path.join(folder, name)))}`]));
  const list = JSON.stringify(files, null, 1);
  const source = fs.readFileSync(SOURCE, 'utf8').replace(/^ *\/(\/|\*\*).*\n/gm, '');
  fs.writeFileSync(path.join(folder, NAME), `const FILES = ${list};\nconst VERSION = '${digest(list).slice(0, 12)}';\n${source}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? process.env.TRUNK_STAGING_DIR;
  if (!folder) throw new Error('which folder? node scripts/service-worker.mjs FOLDER (Trunk names it itself)');
  writeServiceWorker(folder);
}
