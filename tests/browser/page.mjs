// A page under test: what a user does, and everything that must not happen meanwhile.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { find } from './find.mjs';
import { launchWebkit } from './webkit.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The flags keep the browser itself off the network.
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** What any page said that it should not have said: every test fails by it that does not expect it. */
const said = [];

/** Takes what was said since the last time, without what was expected. */
export function unexpected() {
  const wrong = said.splice(0).filter(({ page, text }) => !page.expected.some((pattern) => pattern.test(text)));
  return wrong.map(({ text, url }) => `${text} (${url})`);
}

/** Listens to all that a page says; `expected` are patterns of what a test asks for. */
export function overhear(page, expected = []) {
  page.expected = expected;
  const say = (text) => said.push({ page, text, url: page.url() });
  page.on('console', (message) => {
    if (['error', 'warn', 'warning'].includes(message.type())) say(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => say(`page error: ${error.message}`));
  return page;
}

/** Starts a browser that shows no window. */
export function launch(browser) {
  if (browser === 'webkit') return launchWebkit();
  const executablePath = find(browser);
  if (!executablePath) throw new Error(`${browser} was not found`);
  const kind = browser === 'firefox' ? 'firefox' : 'chrome';
  return puppeteer.launch({ browser: kind, executablePath, headless: true, args: kind === 'chrome' ? QUIET : [], protocolTimeout: 240_000 });
}

/** Opens the page at an address and waits until it can be used. */
export async function open(browser, url, { width = 1280, height = 800, asked = [], expected = [] } = {}) {
  const page = overhear(await browser.newPage(), expected);
  await page.setViewport({ width, height });
  const requests = [];
  let loaded = false;
  page.on('request', (request) => {
    if (loaded && /^(https?|wss?):/.test(request.url())) requests.push(request.url());
  });
  await page.goto(url);
  await page.waitForSelector('main[data-state]', { timeout: 20_000 });
  await page.evaluate(() => {
    globalThis.violations = [];
    addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  // So are the worker, the icon, and what the service worker keeps.
  await page.evaluate(async () => {
    const late = new Promise((_, fail) => setTimeout(fail, 20_000, new Error('the service worker does not start')));
    const { active } = await Promise.race([navigator.serviceWorker.ready, late]);
    if (active.state !== 'activated') await new Promise((done) => active.addEventListener('statechange', done, { once: true }));
  });
  await new Promise((done) => setTimeout(done, 1000));
  loaded = true;
  return new Page(page, requests, asked);
}

/** Runs in the page. On a busy machine a worker may start so late that the page doubts it for a while: that is no end. */
function hasEnded() {
  const main = document.querySelector('main[data-state]');
  const doubts = () => main.innerText.includes('The part of this page that reads logs does not start');
  return main?.dataset.state === 'done' || (main?.dataset.state === 'error' && !doubts());
}

class Page {
  constructor(page, requests, asked) {
    // What the server was asked for counts the requests of the worker too.
    Object.assign(this, { page, requests, asked, before: asked.length });
  }

  state() {
    return this.page.$eval('main[data-state]', (main) => main.dataset.state);
  }

  /** Waits until the page has come to an end with what it was given. */
  async finished(timeout = 60_000) {
    await this.page.waitForFunction(hasEnded, { timeout, polling: 100 });
    return this.state();
  }

  /** Goes back to the beginning, where the page does not stand there. */
  async again() {
    const button = await this.page.$('[data-action=again]');
    if (!button) return;
    await button.evaluate((button) => button.click());
    await this.page.waitForFunction(() => document.querySelector('main[data-state]')?.dataset.state === 'idle', { timeout: 10_000, polling: 20 });
  }

  /** Drops files, given as { name, text | base64, repeat }, on a page without a result, and waits for the end (or the start). */
  async drop(files, timeout, until = 'finished') {
    // A page in the background draws nothing, and is polled by drawing.
    await this.page.bringToFront();
    await this.again();
    return this.dropMore(files, timeout, until);
  }

  /** Drops files anywhere on the page, whatever is there. */
  async dropMore(files, timeout, until = 'finished') {
    const marks = await this.page.evaluate((files) => {
      const transfer = new DataTransfer();
      for (const file of files) {
        const parts = file.base64 === undefined
          ? [file.repeat ? file.text.repeat(file.repeat) : file.text]
          : [Uint8Array.from(atob(file.base64), (c) => c.charCodeAt(0))];
        transfer.items.add(new File(parts, file.name, { type: 'text/plain' }));
      }
      const main = document.querySelector('main[data-state]');
      globalThis.started = false;
      const watch = new MutationObserver(() => { if (main.dataset.state === 'working') globalThis.started = true; });
      watch.observe(main, { attributes: true, attributeFilter: ['data-state'] });
      for (const type of ['dragenter', 'dragover', 'drop']) {
        main.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
      }
      return main.dataset.state;
    }, files);
    await this.page.waitForFunction(() => globalThis.started, { timeout: timeout ?? 60_000 }).catch(() => {
      throw new Error(`a drop did not start (the page says ${marks})`);
    });
    return until === 'started' ? this.state() : this.finished(timeout);
  }

  /** Drags files and folders on disk over the page and lets them go, as a hand does. Not in Firefox. */
  async drag(...paths) {
    await this.page.bringToFront();
    if (this.page.dropPaths) return this.page.dropPaths(paths);
    const session = await this.page.createCDPSession();
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    const at = { x: 100, y: 200, data };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await session.send('Input.dispatchDragEvent', { type, ...at });
    }
    await session.detach();
  }

  /** Drags, and waits until the result is another one. */
  async dragToEnd(paths, timeout) {
    await this.mark();
    await this.drag(...paths);
    return this.changed(timeout);
  }

  /** Notes what is shown now, so that a change is seen. */
  mark() {
    return this.page.evaluate(() => {
      const main = document.querySelector('main[data-state]');
      globalThis.moved = false;
      const watch = new MutationObserver(() => { globalThis.moved = true; });
      watch.observe(main, { attributes: true, attributeFilter: ['data-state'] });
    });
  }

  /** Waits until the page has come to an end after it was marked. */
  async changed(timeout = 60_000) {
    await this.page.waitForFunction(`globalThis.moved && (${hasEnded})()`, { timeout, polling: 50 });
    return this.state();
  }

  /** Names of the sources of the result. */
  async sources() {
    return JSON.parse(await this.json()).sources.map(({ name }) => name).sort();
  }

  /** Drops the files of a folder, without its subfolders. */
  dropFolder(folder) {
    const names = fs.readdirSync(folder).filter((name) => fs.statSync(path.join(folder, name)).isFile()).sort();
    return this.drop(names.map((name) => ({ name, base64: fs.readFileSync(path.join(folder, name)).toString('base64') })));
  }

  json() {
    return this.page.evaluate(() => globalThis.profilerDoctorJson());
  }

  $text(selector) {
    return this.page.$eval(selector, (element) => element.innerText);
  }

  text() {
    return this.page.$eval('main', (main) => main.innerText);
  }

  runs() {
    return this.page.$$eval('section[data-run]', (runs) => runs.map((run) => ({
      cause: run.dataset.rootCause,
      evidence: [...run.querySelectorAll('[data-evidence]')].map((line) => `${line.dataset.source}:${line.dataset.line}`),
      findings: [...run.querySelectorAll('[data-finding]')].map((finding) => finding.dataset.verdict),
    })));
  }

  /** Violations of the rules of accessibility. */
  async unfair() {
    await this.page.evaluate(AXE);
    return this.page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }).then((result) =>
      result.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`)));
  }

  /** Everything that went wrong meanwhile, as sentences. */
  async complaints() {
    const violations = await this.page.evaluate(() => globalThis.violations ?? []);
    const styled = await this.page.$$eval('[style]', (found) => found.map((element) => element.tagName));
    return [
      ...unexpected(),
      ...this.requests.map((url) => `a request after load: ${url}`),
      ...this.asked.slice(this.before).map((name) => `the server was asked for ${name} after load`),
      ...violations.map((violation) => `against the content policy: ${violation}`),
      ...styled.map((tag) => `a style attribute on ${tag}`),
    ];
  }

  close() {
    return this.page.close();
  }
}
