// Opening a lesson runs its cells and shows its beginning, where JupyterLab would show its end.
//
// Only a notebook that JupyterLab trusts is run: one that its reader has run before, or that lies
// beside this package (lessons_lib/server.py). A notebook from elsewhere waits to be asked.
// JupyterLite, where Python lives in the page and reaches nothing else, knows no trust.
(() => {
  const RUN_ALL = "notebook:run-all-cells";
  const OF_US = /^from lessons_lib\b/m;
  const sourceOf = cell => cell.model.sharedModel.getSource();

  const isLesson = panel =>
    panel?.content?.widgets?.some(
      cell => cell.model.type === "code" && OF_US.test(sourceOf(cell))
    ) ?? false;

  const isTrusted = panel =>
    document.querySelector("[data-jupyter-lite-root]") ||
    panel.content.widgets.every(cell => cell.model.type !== "code" || cell.model.trusted);

  // What its reader saved is shown as it was left, and says how to wake it.
  const wasSaved = panel => panel.content.model.getMetadata("widgets") !== undefined;

  // A kernel that has run something still holds the pictures of a page that was only reloaded.
  const isNew = async kernel => {
    await kernel.info;
    const nothing = kernel.requestExecute({ code: "", silent: true, store_history: false });
    return (await nothing.done).content.execution_count === 0;
  };

  // JupyterLab has just made the last cell the active one, and is about to scroll to it: the place
  // is kept until the reader moves, or all cells have run.
  const stay = ({ content }, run) => {
    const outer = content.outerNode;
    const place = outer.scrollTop;
    const top = outer.getBoundingClientRect().top;
    content.activeCellIndex = content.widgets.findIndex(
      cell => cell.node.getBoundingClientRect().bottom > top + 1
    );
    content.deselectAll();
    const moved = new AbortController();
    const { signal } = moved;
    outer.addEventListener("scroll", () => (outer.scrollTop = place), { signal });
    for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      window.addEventListener(kind, () => moved.abort(), { signal, capture: true, passive: true });
    }
    run.finally(() => moved.abort());
  };

  const activate = app => {
    if (!app.shell.currentChanged) return;  // Voila shows no notebook, and runs all cells itself
    const seen = new WeakSet();

    const opened = async panel => {
      if (!panel?.sessionContext || !panel.content?.widgets || seen.has(panel)) return;
      seen.add(panel);
      await Promise.all([panel.revealed, panel.context.ready, panel.sessionContext.ready]);
      const kernel = panel.sessionContext.session?.kernel;
      if (!kernel || !isLesson(panel) || !isTrusted(panel) || wasSaved(panel)) return;
      if (!(await isNew(kernel))) return;
      if (app.shell.currentWidget === panel) app.commands.execute(RUN_ALL);
    };

    app.commands.commandExecuted.connect((_, { id, result }) => {
      const panel = app.shell.currentWidget;
      if (id === RUN_ALL && isLesson(panel)) stay(panel, result);
    });
    app.shell.currentChanged.connect(() => opened(app.shell.currentWidget));
    app.restored.then(() => opened(app.shell.currentWidget));
  };

  const plugin = { id: "backprop-by-hand:opening", autoStart: true, activate };
  globalThis._JUPYTERLAB = globalThis._JUPYTERLAB || {};
  globalThis._JUPYTERLAB["backprop-by-hand"] = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
