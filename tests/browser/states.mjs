// The states of the page, and what leads to each: pictures are made of them.
import fs from 'node:fs';
import path from 'node:path';
import { folders } from './tests/cases.mjs';

const logs = (name) => folders().find((one) => one.name === name).logs;
const record = (text, level = 'error', pid = 7) => `[2026-11-23 03:53:35.864 | ${level} | PId: ${pid} | TId: 7] ${text}\n`;
const LOG = 'DD-DotNet-Profiler-Native-shop-7.log';
const OTHER = 'DD-DotNet-Profiler-Native-stock-8.log';
const REJECTED = record('CorProfilerCallback is initializing.', 'info') + record('403');

/** A folder on disk with these files. */
function put(root, name, files) {
  const folder = path.join(root, name);
  fs.mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, file), text);
  return folder;
}

/** Asks for the link of a result, and gives what follows the address in it. */
async function share(page) {
  await page.page.$eval('[data-action=share]', (button) => button.click());
  await page.page.waitForSelector('[data-share-link]');
  return new URL(await page.page.$eval('[data-share-link]', (input) => input.value)).hash;
}

/** State → what leads to it, with a folder on disk for what is dragged from there; a fragment is opened afresh. */
export const STATES = {
  idle: async () => {},
  cause: async (page) => {
    await page.dropFolder(logs('nomanaged-v3.51.1-full'));
    await share(page);
  },
  link: async (page) => {
    await page.dropFolder(logs('nomanaged-v3.51.1-full'));
    return share(page);
  },
  error: () => '#r=1.broken',
  'many-lines': (page) => page.dropFolder(logs('depmissing-v3.51.1-full')),
  healthy: (page) => page.dropFolder(logs('healthy-v3.51.1-full')),
  undecided: (page) => page.dropFolder(logs('killed-v3.51.1')),
  overhead: async (page) => {
    await page.page.$eval('input[type=radio][value=overhead]', (input) => input.click());
    await page.dropFolder(logs('halfcore-v3.51.1'));
  },
  flow: async (page) => {
    await page.dropFolder(logs('killed-v3.51.1'));
    await page.page.$$eval('[data-step] details', (steps) => steps.forEach((step) => { step.open = true; }));
    await page.page.$eval('.steps', (steps) => steps.scrollIntoView());
  },
  why: async (page) => {
    await page.dropFolder(logs('403-v3.51.1-default'));
    await page.page.$eval('[data-run] [data-rules] > summary', (summary) => summary.click());
    await page.page.waitForSelector('[data-run] [data-rule]');
    for (const rule of ['api-key-rejected', 'waiting-for-managed-tracer']) {
      await page.page.$eval(`[data-run] [data-rule=${rule}]`, (details) => { details.open = true; });
    }
    await page.page.$eval('[data-run] [data-rules]', (rules) => rules.scrollIntoView());
  },
  'unknown-messages': async (page) => {
    const line = (n, text) => `[2026-11-23 03:53:${String(n).padStart(2, '0')}.000 | error | PId: 7 | TId: 7] ${text}\n`;
    const start = '[2026-11-23 03:53:00.000 | info | PId: 7 | TId: 7] CorProfilerCallback is initializing.\n';
    const text = start + [1, 2, 3, 4].map((n) => line(n, `Flux capacitor ${n} is out of phase`)).join('') + line(9, 'Something else entirely');
    await page.drop([{ name: 'DD-DotNet-Profiler-Native-shop-7.log', text }]);
    await page.page.$eval('[data-unknown-messages]', (found) => found.scrollIntoView());
  },
  checked: async (page) => {
    await page.page.$eval('main > [data-rules] > summary', (summary) => summary.click());
    await page.page.waitForSelector('main > [data-rules] [data-rule]');
    await page.page.$eval('main > [data-rules]', (rules) => rules.scrollIntoView());
  },
  question: async (page) => {
    await page.dropFolder(logs('killed-v3.51.1'));
    // Which questions are asked first depends on the pack: those without this answer are passed over.
    while (!await page.page.$('[data-answer=yes]')) {
      await page.page.$eval('[data-question] [data-action=skip]', (button) => button.click());
    }
    await page.page.$eval('[data-answer=yes]', (button) => button.click());
    await page.page.waitForSelector('[data-answered]');
    await page.page.$eval('.questions', (questions) => questions.scrollIntoView());
  },
  'stuck-example': async (page) => {
    await page.page.$$eval('[data-action=example]', (buttons) => buttons[4].click());
    await page.finished();
  },
  'several-runs': (page) => page.dropFolder(logs('tworuns-v3.51.1')),
  'no-logs': (page) => page.drop([{ name: 'letter.txt', text: 'Dear all,\n' }]),
  working: async (page) => {
    const line = '[2026-11-23 03:53:35.864 | debug | PId: 7 | TId: 7] Sending signal 10 to thread with threadId=7\n';
    await page.drop([{ name: 'DD-DotNet-Profiler-Native-shop-7.log', text: line, repeat: 3_000_000 }], 60_000, 'started');
  },
  'dropped-folder': (page) => page.dragToEnd([logs('refused-v3.51.1')]),
  added: async (page, root) => {
    await page.dragToEnd([put(root, 'shop', { [LOG]: REJECTED })]);
    await page.dragToEnd([put(root, 'stock', { [OTHER]: record('CorProfilerCallback is initializing.', 'info', 8) })]);
  },
  // A file that is gone stands for one without permission: who makes the pictures may be allowed to read everything.
  unread: async (page, root) => {
    const folder = put(root, 'shop', { [LOG]: REJECTED });
    await page.dragToEnd([path.join(folder, LOG), path.join(folder, OTHER)]);
    await page.page.waitForSelector('[data-unread]');
  },
  'empty-folder': (page, root) => page.dragToEnd([put(root, 'dotnet', {})]),
  'empty-folder-on-result': async (page, root) => {
    await page.dragToEnd([put(root, 'shop', { [LOG]: REJECTED })]);
    await page.dragToEnd([put(root, 'dotnet', {})]);
  },
  'archive-too-large': async (page, root) => {
    // A header of gzip, and more behind it than is read of one file; on disk it is a hole.
    const file = path.join(put(root, 'archive', { 'logs.tar.gz': Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]) }), 'logs.tar.gz');
    fs.truncateSync(file, 600 << 20);
    await page.dragToEnd([file]);
    await page.page.waitForSelector('[data-unread]');
  },
};
