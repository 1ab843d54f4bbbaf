// Controls, picture and caption are in the window together: the picture gets what the others leave,
// and the caption, and a sentence above its formula, the height of its longest text, so that nothing
// jumps. On a narrow screen panels stand below each other, as copies of the picture that each show
// one; a picture of one panel is scrolled to what acts in it.
function arrangement(app, model) {
  const [NARROW, SMALLEST, TALLEST, BELOW, LINE] = [560, 0.5, 320, 8, 24];
  const picture = app.querySelector('.lesson-picture'), image = picture.querySelector('img');
  const caption = app.querySelector(':scope > .lesson-says');
  const panels = model.get('panels'), copies = panels.slice(1).map(() => image.cloneNode());
  const pixels = number => `${number}px`;
  let width, tallest, longest, wide;

  function stack() {
    const [natural, high] = ['width', 'height'].map(side => image.getAttribute(side));
    const wholes = panels.map(([from, to]) =>
      Math.min(TALLEST * natural / high, picture.clientWidth / (to - from)));
    const room = picture.clientWidth < NARROW && Math.min(...wholes) > SMALLEST * natural;
    const narrow = room && copies.length > 0;
    picture.classList.toggle('lesson-stacked', narrow);
    if (narrow) picture.append(...copies);
    else for (const copy of copies) copy.remove();
    [image, ...copies].forEach((one, i) => {
      const [whole, [from, to]] = [wholes[i], panels[i]];
      const [left, right] = [whole * from, whole * (1 - to)];
      Object.assign(one.style, narrow ? {
        width: pixels(whole), clipPath: `inset(0 ${pixels(right)} 0 ${pixels(left)})`,
        marginLeft: pixels(-left), marginRight: pixels(-right),
      } : { width: '', clipPath: '', marginLeft: '', marginRight: '' });
    });
  }

  // A formula whose lines would be broken beside the sentence stands below it, unless that is higher
  // by more than a line.
  function widen() {
    const [said, formula] = caption.querySelectorAll('.lesson-status, .lesson-formula');
    if (wide || !formula) return;
    const room = formula.clientWidth, beside = Math.max(said.offsetHeight, formula.offsetHeight);
    formula.style.whiteSpace = 'nowrap';
    wide = formula.scrollWidth > room;
    formula.style.whiteSpace = '';
    app.classList.toggle('lesson-wide', wide);
    wide &&= said.offsetHeight + formula.offsetHeight <= beside + LINE;
    app.classList.toggle('lesson-wide', wide);
  }

  for (const copy of copies) copy.ariaHidden = 'true';
  image.addEventListener('load', () => { for (const copy of copies) copy.src = image.src; });
  return () => {
    if (picture.clientWidth !== width) {
      [width, tallest, longest, wide] = [picture.clientWidth, 0, 0, false];
      for (const one of ['caption', 'said']) app.style.removeProperty(`--lesson-${one}`);
      app.classList.remove('lesson-wide');
      stack();
    }
    widen();
    tallest = Math.max(tallest, caption.offsetHeight);
    app.style.setProperty('--lesson-caption', pixels(tallest));
    if (wide) {
      longest = Math.max(longest, caption.querySelector('.lesson-status').offsetHeight);
      app.style.setProperty('--lesson-said', pixels(longest));
    }
    const rest = caption.getBoundingClientRect().bottom - app.getBoundingClientRect().top
      - picture.offsetHeight;
    const whole = app.closest(WINDOW)?.clientHeight ?? innerHeight;
    app.style.setProperty('--lesson-room', `${Math.floor(whole - rest - BELOW)}px`);
    if (model.get('focus')) picture.scrollTo({
      left: model.get('focus') * image.offsetWidth - picture.clientWidth / 2,
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth',
    });
  };
}

// A picture sharper than its place on the screen takes longer for nothing, and one with just as
// many pixels looks best: the page tells how sharp it can show it, where it is largest.
function askForSharpness(app, model) {
  const places = [...app.querySelectorAll('.lesson-picture img')].map(placed);
  const [width, scale] = [places[0]?.width, Math.max(...places.map(({ scale }) => scale))];
  if (!(scale > 0)) return;
  const [coarsest, sharpest] = model.get('limits');
  const pixels = Math.round(scale * width * devicePixelRatio);
  const exact = Math.ceil(10000 * pixels / width) / 10000;
  const sharpness = Math.min(sharpest, Math.max(coarsest, exact));
  if (model.get('sharpness') === sharpness) return;
  model.set('sharpness', sharpness);
  model.save_changes();
}
