// Play beside Next, with its speed. Returns what stops it.
function offerPlay(app, model, film, signal) {
  const next = app.querySelector('.lesson-next'), pace = model.get('pace');
  if (!next || !pace) return () => {};
  const [play, pause, speed] = model.get('playing');
  const own = Object.assign(document.createElement('div'), { className: 'lesson-play' });
  const button = document.createElement('button'), list = document.createElement('select');
  button.className = 'jupyter-button widget-button';
  list.setAttribute('aria-label', speed);
  list.append(...[0.5, 1, 2, 4].map(one => new Option(`${one} ×`, one, one === 1, one === 1)));
  own.append(button, list);
  next.after(own);
  const { stop, hurry } = player(button, {
    ...film, words: [play, pause], own, around: app, signal, pace: () => pace / list.value,
  });
  list.addEventListener('change', hurry);
  signal.addEventListener('abort', () => { stop(); own.remove(); });
  return stop;
}
