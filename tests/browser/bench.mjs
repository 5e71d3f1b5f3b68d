// How fast a drop is, beside reading the same file only; and whether the page stays alive meanwhile. Chromium.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launch, open } from './page.mjs';
import { serve } from './serve.mjs';

const REPETITIONS = 21;
const LIMITS = { ratio: 8, longest: 50 };

/** A debug log of so many bytes, always the same one. */
function log(bytes) {
  let seed = 42;
  const random = (below) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % below; };
  const lines = [
    () => ['debug', `LinuxStackFramesCollector: Sending signal 10 to thread with threadId=${random(9000)}`],
    () => ['debug', `Collected ${random(500)} raw samples of the last iteration in ${random(90)} ms`],
    () => ['debug', `WallTimeProvider : ${1 + random(900)}`],
    () => ['info', `ContentionProvider started successfully.`],
    () => ['info', `Configuration: DD_PROFILING_GC_ENABLED env var is not set - '1' is used as default value`],
  ];
  const weights = [60, 30, 6, 2, 2].flatMap((weight, index) => Array(weight).fill(index));
  const parts = [];
  let size = 0;
  for (let count = 0; size < bytes; count += 1) {
    const [level, text] = lines[weights[random(weights.length)]]();
    const time = new Date(Date.UTC(2026, 0, 1) + count * 7).toISOString().replace('T', ' ').replace('Z', '');
    const line = `[${time} | ${level} | PId: 4711 | TId: ${4711 + random(20)}] ${count === 0 ? 'CorProfilerCallback is initializing.' : text}\n`;
    parts.push(line);
    size += line.length;
  }
  return parts.join('');
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profiler-doctor-'));
const file = (name, bytes) => { const to = path.join(folder, name); fs.writeFileSync(to, log(bytes)); return to; };
const small = file('DD-DotNet-Profiler-Native-bench-4711.log', 5e6);
const large = file('DD-DotNet-Profiler-Native-bench-4712.log', 100e6);

// The page, and beside it a worker that only reads.
const site = path.join(folder, 'site');
fs.cpSync(process.argv[2] ?? 'dist', site, { recursive: true });
fs.writeFileSync(path.join(site, 'read-only.js'), `
onmessage = async ({ data }) => {
  const reader = data.stream().getReader({ mode: 'byob' });
  globalThis.reader = reader;
  let buffer = new ArrayBuffer(1 << 20), bytes = 0;
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (done) break;
    bytes += value.length; buffer = value.buffer;
  }
  postMessage(bytes);
};`);

const server = await serve(site);
const browser = await launch('chromium');
let failed = false;
try {
  const { page } = await open(browser, server.url);
  // A file input of our own holds the file, so that it comes from the disk as a dropped one does.
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'bench';
    document.body.append(input);
    globalThis.readOnly = new Worker('./read-only.js');
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, task.duration);
    }).observe({ type: 'longtask' });
    globalThis.drop = (file) => new Promise((done) => {
      const main = document.querySelector('main[data-state]');
      const transfer = new DataTransfer();
      transfer.items.add(file);
      let working = false;
      const watch = new MutationObserver(() => {
        working ||= main.dataset.state === 'working';
        if (working && main.dataset.state !== 'working') { watch.disconnect(); done(performance.now() - from); }
      });
      watch.observe(main, { attributes: true, attributeFilter: ['data-state'] });
      const from = performance.now();
      main.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
    });
    globalThis.read = (file) => new Promise((done) => {
      const from = performance.now();
      globalThis.readOnly.onmessage = () => done(performance.now() - from);
      globalThis.readOnly.postMessage(file);
    });
  });
  const input = await page.$('#bench');
  await input.uploadFile(small);
  const times = await page.evaluate(async (repetitions) => {
    const file = document.querySelector('#bench').files[0];
    const times = { drop: [], read: [] };
    for (let count = 0; count < repetitions + 3; count += 1) {
      const [drop, read] = [await globalThis.drop(file), await globalThis.read(file)];
      // The first ones warm the page.
      if (count >= 3) { times.drop.push(drop); times.read.push(read); }
    }
    return times;
  }, REPETITIONS);
  const [drop, read] = [median(times.drop), median(times.read)];
  console.log(`5 MB, drop to verdict   ${drop.toFixed(1)} ms (median of ${REPETITIONS})`);
  console.log(`5 MB, reading only      ${read.toFixed(1)} ms`);
  console.log(`ratio                   ${(drop / read).toFixed(1)} (at most ${LIMITS.ratio})`);
  await input.uploadFile(large);
  const [time, longest] = await page.evaluate(async () => {
    globalThis.longest = 0;
    const time = await globalThis.drop(document.querySelector('#bench').files[0]);
    await new Promise((done) => setTimeout(done, 200));
    return [time, globalThis.longest];
  });
  console.log(`100 MB, drop to verdict ${time.toFixed(0)} ms`);
  console.log(`longest main-thread task ${longest.toFixed(0)} ms (over 50 ms counts; at most ${LIMITS.longest})`);
  failed = drop / read > LIMITS.ratio || longest > LIMITS.longest;
} finally {
  await browser.close();
  server.close();
  fs.rmSync(folder, { recursive: true });
}
process.exit(failed ? 1 : 0);
