// Pictures of every state of the page, to be looked at: node tests/browser/screenshots.mjs [DIST]
import fs from 'node:fs';
import path from 'node:path';
import { launch, open } from './page.mjs';
import { serve } from './serve.mjs';
import { folders } from './tests/cases.mjs';

const OUT = path.join(import.meta.dirname, 'screenshots');
const SIZES = [[1280, 800], [360, 740]];
const logs = (name) => folders().find((one) => one.name === name).logs;

/** State → what leads to it; a fragment where the page is opened with one. */
const STATES = {
  idle: async () => {},
  cause: (page) => page.dropFolder(logs('nomanaged-v3.51.1-full')),
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
};

fs.mkdirSync(OUT, { recursive: true });
const server = await serve(process.argv[2] ?? 'dist');
const browser = await launch('chromium');
try {
  for (const [width, height] of SIZES) {
    for (const scheme of ['light', 'dark']) {
      const shot = async (state, page) => {
        await page.page.screenshot({ path: path.join(OUT, `${state}-${width}-${scheme}.png`) });
        await page.close();
      };
      const fresh = async (fragment = '') => {
        const page = await open(browser, server.url + fragment, { width, height });
        await page.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        return page;
      };
      let link = '';
      for (const [state, lead] of Object.entries(STATES)) {
        const page = await fresh();
        await lead(page);
        if (state === 'cause') {
          await page.page.$eval('[data-action=share]', (button) => button.click());
          await page.page.waitForSelector('[data-share-link]');
          link = new URL(await page.page.$eval('[data-share-link]', (input) => input.value)).hash;
        }
        await shot(state, page);
      }
      const opened = await fresh(link);
      await opened.finished();
      await shot('link', opened);
      const broken = await fresh('#r=1.broken');
      await broken.finished();
      await shot('error', broken);
    }
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${fs.readdirSync(OUT).length} pictures in ${path.relative(process.cwd(), OUT)}`);
