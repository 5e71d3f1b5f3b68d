// The page with an ear at its very beginning, for a browser whose driver tells of nothing by itself.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeServiceWorker } from '../../scripts/service-worker.mjs';

const NAME = 'overhear-0123456789ab.js';

/** Runs before all else in the page. What the browser itself writes to its console no script can hear. */
function ear() {
  const heard = (event, told) => globalThis.overheard.push({ event, ...told });
  globalThis.overheard = [];
  for (const type of ['error', 'warn']) {
    const say = console[type];
    console[type] = (...words) => {
      heard('console', { type, text: words.join(' ') });
      say.apply(console, words);
    };
  }
  // While it is on its way down, for it does not come up from an element that did not load.
  addEventListener('error', ({ message, target }) => heard('pageerror', { text: message ?? `not loaded: ${target.src ?? target.href}` }), true);
  addEventListener('unhandledrejection', ({ reason }) => heard('pageerror', { text: `not handled: ${reason}` }));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    heard('console', { type: 'error', text: `against Content-Security-Policy: ${violatedDirective} ${blockedURI}` }));
  new PerformanceObserver((list) => list.getEntries().forEach(({ name }) => heard('request', { url: name }))).observe({ type: 'resource' });
}

/** A copy of the built page that keeps what it says in `overheard`; the caller removes it. */
export function overheard(dist) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profiler-doctor-'));
  fs.cpSync(dist, folder, { recursive: true });
  fs.writeFileSync(path.join(folder, NAME), `(${ear})();\n`);
  const index = path.join(folder, 'index.html');
  const page = fs.readFileSync(index, 'utf8');
  const heard = page.replace('<title>', `<script src="${NAME}"></script><title>`);
  if (heard === page) throw new Error('index.html has no place for the ear');
  fs.writeFileSync(index, heard);
  writeServiceWorker(folder);
  return folder;
}
