// An App's part in the page: the files of this folder, one after the other, are one anywidget
// (page.py). It keeps the frames that the kernel sends, answers or ahead of time, and shows the one
// that fits as soon as a control is moved. A finger in the picture moves controls, and Play moves the
// slider. And it does what ipywidgets cannot do from Python: names for screen readers, and the
// sharpness that the picture needs here.

const WINDOW = '.jp-WindowedPanel-outer, .jp-Notebook';  // what scrolls in JupyterLab

export default () => {
  const film = keepFrames();
  const looking = new Map();  // element .lesson-app → whether somebody can see it
  return {
    initialize({ model }) {
      film.start(model);
      return film.forget;
    },
    render({ model, el }) {
      let leave = () => {};
      const arrive = () => {
        const app = el.closest('.lesson-app');
        if (app) leave = accompany(app, model, film, looking);
        else waiting = requestAnimationFrame(arrive);  // it is not in the page yet
      };
      let waiting = requestAnimationFrame(arrive);
      return () => { cancelAnimationFrame(waiting); leave(); };
    },
  };
};

// One view of the App; returns what to do when it is closed.
function accompany(app, model, film, looking) {
  app.style.setProperty('--lesson-wake', JSON.stringify(model.get('wake')));
  const closing = new AbortController(), { signal } = closing;
  const image = app.querySelector('.lesson-picture img'), picture = image.cloneNode();
  image.replaceWith(picture);  // ipywidgets would revoke the address of a frame that is kept
  film.pictures.add(picture);
  followFinger(app, film, signal);
  const pause = offerPlay(app, model, film, signal);
  const name = () => nameParts(app, model.get('alt'));
  name();
  const changes = {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['class'],
  };
  const renamed = new MutationObserver(name);
  renamed.observe(app, changes);
  model.on('change:alt', name);

  let soon;
  const measureSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(() => askForSharpness(app, model), 200);
  };
  const layOut = arrangement(app, model);
  const resized = new ResizeObserver(() => { layOut(); measureSoon(); });
  for (const one of [app, picture.parentElement, app.closest(WINDOW) ?? document.body]) resized.observe(one);
  model.on('change:focus', layOut);
  app.addEventListener('focusin', measureSoon, { signal });

  const tell = () => {
    if (document.hidden || !looking.get(app)) pause();
    model.set('looked_at', !document.hidden && [...looking.values()].includes(true));
    model.save_changes();
  };
  const seen = new IntersectionObserver(entries => {
    looking.set(app, entries.at(-1).isIntersecting);
    tell();
  });
  seen.observe(app);
  document.addEventListener('visibilitychange', tell, { signal });

  const click = event => {
    const button = event.target.closest('.lesson-back, .lesson-next');
    if (button && film.step(button.matches('.lesson-next') ? 1 : -1)) event.stopPropagation();
  };
  app.addEventListener('click', click, { capture: true, signal });  // before the kernel is told

  return () => {
    for (const observer of [renamed, resized, seen]) observer.disconnect();
    clearTimeout(soon);
    model.off('change:alt', name);
    model.off('change:focus', layOut);
    closing.abort();
    looking.delete(app);
    film.pictures.delete(picture);
    tell();
  };
}
