// WebKit in the shape of Puppeteer, as far as the tests of the page use it, so that they run there as they are.
import { Session } from './webdriver.mjs';

/** The name of an element in the answers of WebDriver. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const KEYS = { Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C' };

/** Runs in the page: calls the function, and tells with its value what was overheard since the last time. */
const CALL = (code) => `
  const args = [...arguments];
  const done = args.pop();
  const heard = (result) => done({ ...result, heard: globalThis.overheard?.splice(0) ?? [], url: location.href });
  (async () => (${code})(...args))().then((value) => heard({ value }), (error) => heard({ error: String(error) + '\\n' + error?.stack }));`;

export async function launchWebkit() {
  const session = await Session.start();
  // It stays, for the session ends with the last window, and others open from it.
  const first = await session.command('GET', '/window');
  const { browserName, browserVersion } = session.capabilities;
  return {
    version: async () => `WebKitGTK ${browserVersion} (${browserName})`,
    newPage: async () => new WebkitPage(session, (await session.command('POST', '/window/new', { type: 'window' }, first)).handle),
    close: () => session.close(),
  };
}

class WebkitPage {
  #session;
  #window;
  #listeners = {};
  #url = 'about:blank';

  constructor(session, window) {
    this.#session = session;
    this.#window = window;
    this.mouse = { move: (x, y) => this.#move(x, y) };
    this.keyboard = { press: (key) => this.#press(KEYS[key] ?? key) };
  }

  /** Events are told with the answer to the next call, for the driver sends none by itself. */
  on(event, listener) {
    (this.#listeners[event] ??= []).push(listener);
  }

  url() {
    return this.#url;
  }

  async goto(url) {
    this.#url = url;
    await this.#command('POST', '/url', { url });
  }

  reload() {
    return this.#command('POST', '/refresh');
  }

  /** A window has borders that belong to its size. */
  async setViewport({ width, height }) {
    await this.#command('POST', '/window/rect', { width, height });
    const inner = await this.evaluate(() => [innerWidth, innerHeight]);
    await this.#command('POST', '/window/rect', { width: 2 * width - inner[0], height: 2 * height - inner[1] });
  }

  async bringToFront() {}

  async close() {
    await this.evaluate(() => {}).catch(() => {});
    await this.#command('DELETE', '/window');
  }

  async evaluate(code, ...args) {
    if (typeof code === 'string') return this.#command('POST', '/execute/sync', { script: code, args: [] });
    return this.#call(code, args);
  }

  async #call(code, args) {
    const answer = await this.#command('POST', '/execute/async', { script: CALL(code), args });
    this.#url = answer.url;
    for (const { event, ...told } of answer.heard) this.#tell(event, told);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value ?? undefined;
  }

  /**
   * Drops files and folders on disk. No driver of WebKit drags from outside: a script sends the events, but what is in them
   * are the files and folders themselves, by way of an input, so that the browser reads them as after a true drag.
   */
  async dropPaths(paths) {
    await this.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'dropped' });
      document.body.append(input);
    });
    const input = await this.$('#dropped');
    await input.uploadFile(...paths);
    await input.evaluate((input) => {
      const dataTransfer = new DataTransfer();
      for (const file of input.files) dataTransfer.items.add(file);
      input.remove();
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    });
  }

  async $(selector) {
    const [found] = await this.#command('POST', '/elements', { using: 'css selector', value: selector });
    return found ? this.#handle(found) : null;
  }

  async $eval(selector, code, ...args) {
    const element = await this.$(selector);
    if (!element) throw new Error(`nothing on the page is ${selector}`);
    return element.evaluate(code, ...args);
  }

  async $$eval(selector, code, ...args) {
    // The driver knows elements only where they stand as arguments of their own.
    return this.#call(`(selector, ...rest) => (${code})([...document.querySelectorAll(selector)], ...rest)`, [selector, ...args]);
  }

  async click(selector) {
    await (await this.waitForSelector(selector)).click();
  }

  async waitForSelector(selector, { timeout = 30_000 } = {}) {
    return this.#until(() => this.$(selector), timeout, selector);
  }

  async waitForFunction(code, { timeout = 30_000 } = {}, ...args) {
    const call = typeof code === 'string' ? `() => ${code}` : code;
    return this.#until(() => this.#call(call, args), timeout, code);
  }

  /** Waits until there is another document. */
  async waitForNavigation({ timeout = 30_000 } = {}) {
    await this.evaluate(() => { globalThis.isOld = true; });
    await this.#until(() => this.evaluate(() => !globalThis.isOld && document.readyState === 'complete'), timeout, 'a navigation');
  }

  #handle(element) {
    const path = `/element/${element[ELEMENT]}`;
    return {
      evaluate: (code, ...args) => this.evaluate(code, element, ...args),
      click: () => this.#command('POST', `${path}/click`),
      type: (text) => this.#command('POST', `${path}/value`, { text: text.replaceAll('\n', KEYS.Enter) }),
      // A driver takes files as keys, one path a line.
      uploadFile: (...paths) => this.#command('POST', `${path}/value`, { text: paths.join('\n') }),
    };
  }

  #command(method, path, body) {
    return this.#session.command(method, path, body, this.#window);
  }

  #press(value) {
    const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value }));
    return this.#command('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  #move(x, y) {
    const actions = [{ type: 'pointerMove', x, y, duration: 0 }];
    return this.#command('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
  }

  #tell(event, { type, text, url }) {
    const told = { console: { type: () => type, text: () => text }, pageerror: { message: text }, request: { url: () => url } };
    for (const listener of this.#listeners[event] ?? []) listener(told[event]);
  }

  /** Asks until the answer is something; a page on its way to another answers nothing. */
  async #until(ask, timeout, what) {
    const end = Date.now() + timeout;
    let last = '';
    for (;;) {
      const answer = await ask().catch((error) => { last = ` (${error.message})`; });
      if (answer) return answer;
      if (Date.now() > end) throw new Error(`waited ${timeout} ms in vain for ${what}${last}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}
