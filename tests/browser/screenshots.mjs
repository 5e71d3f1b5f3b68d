// Pictures of every state of the page, to be looked at: node tests/browser/screenshots.mjs [DIST] [--only STATE] [--whole]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch, open } from './page.mjs';
import { serve } from './serve.mjs';
import { STATES } from './states.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true }, whole: { type: 'boolean', default: false } },
});
const OUT = path.join(import.meta.dirname, 'screenshots');
/** The second is the narrowest that a page has to fit into without scrolling sideways. */
const SIZES = [[1280, 800], [320, 640]];
const isAsked = (state) => !values.only || values.only.includes(state);

fs.mkdirSync(OUT, { recursive: true });
const server = await serve(positionals[0] ?? 'dist');
const browser = await launch('chromium');
try {
  for (const [width, height] of SIZES) {
    for (const scheme of ['light', 'dark']) {
      const shot = async (state, page) => {
        await page.page.screenshot({ path: path.join(OUT, `${state}-${width}-${scheme}.png`), fullPage: values.whole });
        await page.close();
      };
      const fresh = async (fragment = '') => {
        const page = await open(browser, server.url + fragment, { width, height });
        await page.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        return page;
      };
      let link = '';
      for (const [state, lead] of Object.entries(STATES).filter(([state]) => isAsked(state))) {
        const page = await fresh();
        const root = fs.mkdtempSync(path.join(os.tmpdir(), 'profiler-doctor-'));
        await lead(page, root);
        fs.rmSync(root, { recursive: true });
        if (state === 'cause') {
          await page.page.$eval('[data-action=share]', (button) => button.click());
          await page.page.waitForSelector('[data-share-link]');
          link = new URL(await page.page.$eval('[data-share-link]', (input) => input.value)).hash;
        }
        await shot(state, page);
      }
      for (const [state, fragment] of [['link', link], ['error', '#r=1.broken']].filter(([state]) => isAsked(state))) {
        const opened = await fresh(fragment);
        await opened.finished();
        await shot(state, opened);
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${fs.readdirSync(OUT).length} pictures in ${path.relative(process.cwd(), OUT)}`);
