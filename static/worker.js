// The same WebAssembly module as the page's, started beside it. The glue stands before this, and `init` starts it.
const fail = (error) => setTimeout(() => { throw error; });
// A rejected promise is not heard on the page; an error is.
addEventListener('unhandledrejection', ({ reason }) => fail(reason));
onmessage = async ({ data: module }) => {
  onmessage = null;
  try {
    await init({ module_or_path: module });
  } catch (error) {
    fail(error);
  }
};
