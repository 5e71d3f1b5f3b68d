// Starts the page; where it cannot start, says why in words.
const script = document.querySelector('script[data-glue]');
const address = (path) => new URL(path, document.baseURI).href;

function reason() {
  if (location.protocol === 'file:') return 'disk';
  if (typeof WebAssembly !== 'object') return 'old';
  return 'load';
}

try {
  const { default: init } = await import(address(script.dataset.glue));
  await init({ module_or_path: address(script.dataset.wasm) });
} catch (error) {
  console.error(error);
  document.getElementById('loading')?.setAttribute('hidden', '');
  document.getElementById(`failed-${reason()}`)?.removeAttribute('hidden');
}
