// Starts the page; where it cannot start, says why in words. Then keeps it for use without its server.
const engine = document.getElementById('engine');
const address = (path) => new URL(path, document.baseURI).href;

function reason() {
  if (typeof WebAssembly !== 'object') return 'old';
  return 'load';
}

/** From here on no connection is allowed, not even to the page's own server; the worker inherits this too. */
function seal() {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "connect-src 'none'";
  document.head.append(policy);
}

/** The script of a worker begins with the glue itself, so that a later worker has nothing to fetch. */
async function keepGlue() {
  const text = await (await fetch(address(engine.dataset.glue))).text();
  const [, init] = /(\w+) as default/.exec(text);
  engine.worker = `${text}\nconst init = ${init};\n`;
}

async function start() {
  const [{ default: init }, wasm] = await Promise.all([import(address(engine.dataset.glue)), fetch(address(engine.dataset.wasm)), keepGlue()]);
  seal();
  await init({ module_or_path: wasm });
}

/** Says that a newer version waits. It takes over on request only, for what is on the page would be lost. */
function announce(waiting) {
  const sentence = document.createElement('p');
  sentence.textContent = 'A newer version is ready. It is used the next time this page is opened.';
  const button = document.createElement('button');
  button.textContent = 'Reload now';
  button.addEventListener('click', () => {
    waiting.addEventListener('statechange', () => { if (waiting.state === 'activated') location.reload(); });
    waiting.postMessage('take over');
  });
  document.getElementById('update').replaceChildren(sentence, button);
}

async function keep() {
  const registration = await navigator.serviceWorker.register(address('service-worker.js'));
  const look = () => { if (registration.waiting && registration.active) announce(registration.waiting); };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
}

// From here on the page says itself why it does not start.
document.getElementById('late')?.remove();
try {
  await start();
} catch (error) {
  console.error(error);
  document.getElementById('loading')?.setAttribute('hidden', '');
  document.getElementById(`failed-${reason()}`)?.removeAttribute('hidden');
}
// Only secure addresses (https, localhost) have it; without it the page works while its server does.
if ('serviceWorker' in navigator) {
  keep().catch((error) => console.warn('The page is not kept for use without its server:', error));
}
