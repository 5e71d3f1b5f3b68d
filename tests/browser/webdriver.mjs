// WebKit by its own driver: starts it on a screen that nobody sees, and speaks WebDriver with it over HTTP.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { find, miniBrowser, missingOfWebkit } from './find.mjs';

/** A port of the loopback that nobody has. */
async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A screen in memory; it chooses its number itself and tells it on the first line. */
async function screen() {
  const args = ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
  const server = spawn(find('xvfb'), args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [number] = await Promise.race([
    once(server.stdout, 'data'),
    once(server, 'exit').then(() => { throw new Error('Xvfb did not start'); }),
  ]);
  return { server, display: `:${String(number).trim()}` };
}

/** A session of WebDriver. Commands go one after the other, as they belong to the window that is chosen. */
export class Session {
  #turn = Promise.resolve();
  #window;

  static async start() {
    const missing = missingOfWebkit();
    if (missing.length > 0) throw new Error(`not found: ${missing.join(', ')}; Debian has them in webkit2gtk-driver and xvfb`);
    const session = new Session();
    const { server, display } = await screen();
    const port = await freePort();
    const env = { ...process.env, DISPLAY: display, NO_AT_BRIDGE: '1', LIBGL_ALWAYS_SOFTWARE: '1' };
    const driver = spawn(find('webkit'), [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' });
    // Tests that break down leave no screen behind.
    process.once('exit', () => session.#end());
    Object.assign(session, { processes: [driver, server], url: `http://127.0.0.1:${port}` });
    try {
      await session.#ready();
      const { sessionId, capabilities } = await session.#send('POST', '/session', { capabilities: { alwaysMatch: {
        timeouts: { script: 240_000, pageLoad: 60_000 },
        'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
      } } });
      return Object.assign(session, { url: `${session.url}/session/${sessionId}`, capabilities });
    } catch (error) {
      session.#end();
      throw error;
    }
  }

  /** Sends a command to a window, or to the session where none is named. */
  command(method, path, body, window) {
    const act = async () => {
      if (window && window !== this.#window) {
        await this.#send('POST', '/window', { handle: window });
        this.#window = window;
      }
      return this.#send(method, path, body);
    };
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => {});
    return done;
  }

  async close() {
    await this.command('DELETE', '').catch(() => {});
    this.#end();
  }

  #end() {
    for (const child of this.processes) child.kill();
  }

  async #ready() {
    const until = Date.now() + 20_000;
    for (;;) {
      try {
        if ((await this.#send('GET', '/status')).ready) return;
      } catch (error) {
        if (Date.now() > until) throw new Error(`the driver of WebKit does not answer: ${error.message}`);
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  async #send(method, path, body) {
    const response = await fetch(this.url + path, { method, body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error} ${value?.message ?? ''}`);
    return value;
  }
}
