// A click or a tap in the picture moves the control that it means, then the keyboard goes on from
// there; or it draws. A mouse or a finger may drag over a plane. A finger that moves elsewhere, or
// up and down where only the side counts, scrolls the page.
function followFinger(app, film, signal) {
  let held, began, drew;  // held: the control of the plane; began: where a finger came down there
  const listen = (kind, how, options) => app.addEventListener(kind, event => {
    const picture = event.target;
    if (!picture.matches('.lesson-picture img')) return;
    how(event, whatIsTouched(picture, film.regions(), event.touches?.[0] ?? event, held), picture);
  }, { signal, ...options });
  const act = (found, goesOn) => {
    const pairs = found ? meaning(found, film) : [];
    drew = pairs.length > 1 && pairs[0][0] === pairs[1][0];  // both axes are of one text
    return drew ? film.draw(pairs, goesOn) : pairs.map(film.put);
  };
  listen('pointermove', (event, found, picture) => {
    picture.style.cursor = found ? 'pointer' : '';
    if (held !== undefined) act(found, true);
  });
  listen('pointerdown', (event, found, picture) => {
    [held, began, drew] = [undefined, null, false];
    if (found?.region.sets.length !== 0 || event.button) return;
    if (event.pointerType === 'touch') {
      began = { found, event };
      return;
    }
    held = ofPlane(found.region);
    picture.setPointerCapture(event.pointerId);
    act(found, false);
  });
  listen('touchmove', event => {
    if (began) {
      const [{ clientX, clientY }] = event.touches, { found: { region }, event: down } = began;
      const across = Math.abs(clientX - down.clientX) > Math.abs(clientY - down.clientY);
      if (event.touches.length === 1 && (across || region.y)) {
        held = ofPlane(region);
        act(began.found, false);
      }
      began = null;
    }
    if (held !== undefined) event.preventDefault();
  }, { passive: false });
  for (const end of ['lostpointercapture', 'pointerup', 'pointercancel']) {
    listen(end, () => { held = undefined; });
  }
  listen('dragstart', event => event.preventDefault());
  listen('click', async (event, found) => {
    if (drew) return;
    const [control] = act(found, false) ?? [];
    for (const view of await Promise.all(Object.values(control?.views ?? {}))) {
      const own = view.el.querySelector('.noUi-handle, select');
      const dial = view.el.nextElementSibling?.querySelector('.noUi-handle');
      if (app.contains(view.el)) (dial ?? own).focus({ preventScroll: true });
    }
  });
}

// Pairs of a control and its position. Who touches a part again gets its next meaning.
function meaning({ region: { sets, x: across, y: up, places: [place] }, x, y }, film) {
  if (sets.length) return [sets.find(pair => !film.stands(pair)) ?? sets[0]];
  const [left, top, right, bottom] = place, found = [];
  const point = ([which, low, high], share) => found.push([which, low + share * (high - low)]);
  if (across) point(across, (x - left) / (right - left));
  if (up) point(up, (bottom - y) / (bottom - top));
  return found;
}
