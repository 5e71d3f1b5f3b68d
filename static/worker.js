// The same WebAssembly module as the page's, started beside it.
const fail = (error) => setTimeout(() => { throw error; });
// A rejected promise is not heard on the page; an error is.
addEventListener('unhandledrejection', ({ reason }) => fail(reason));
onmessage = async ({ data: [glue, module] }) => {
  onmessage = null;
  try {
    const { default: init } = await import(glue);
    await init({ module_or_path: module });
  } catch (error) {
    fail(error);
  }
};
