// Play: steps along, as soon as each step is shown, until anything else in `around` is touched or
// step(1) returns false, at the end. `own` holds the button and what does not stop it. Returns what
// stops it, and what begins again with another pace. Also for the website (docs/_static/film.js).
function player(button, { words: [play, pause], own = button, around, signal, ...walk }) {
  let timer;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    button.textContent = play;
  };
  const start = () => {
    clearInterval(timer);
    timer = setInterval(() => walk.isShown() && !walk.step(1) && stop(), 1000 * walk.pace());
    button.textContent = pause;
  };
  stop();
  button.addEventListener('click', () => {
    if (timer) return stop();
    if (!walk.step(1)) walk.rewind();
    start();
  });
  for (const kind of ['pointerdown', 'keydown', 'input']) {
    around.addEventListener(kind, ({ target }) => own.contains(target) || stop(), { capture: true, signal });
  }
  return { stop, hurry: () => timer && start() };
}
