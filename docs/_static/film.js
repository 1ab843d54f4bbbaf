// Pictures that step without a kernel. A <figure class="film"> is a still picture with its controls; its
// other states are in a JSON file (docs/site_tools/films.py says what is in it), read when the picture
// comes into view. The pictures of the nearest states follow, and all others after a first step. Play, and
// what is touched in a picture, are those of a notebook: player.js and touched.js in lessons_lib/app/browser/.

const AT_FIRST = 6; // pictures that are fetched before anybody moves a control

function enliven(figure) {
  const part = (name) => figure.querySelector(`.film-${name}`);
  const controls = [...figure.querySelectorAll('.film-bar :is(input, select)')];
  const image = figure.querySelector('img'), note = part('note');
  const place = figure.dataset.film, base = new URL(place, document.baseURI);
  const pictures = new Map(); // file -> the promise of its decoded image
  let state = figure.dataset.start.split(',').map(Number), film, data, asked = 0, shown = 0, moved = false, inView = false;

  const load = async () => (place.startsWith('#') // an element of this page, or a file
    ? JSON.parse(document.querySelector(place).textContent) : (await fetch(base)).json());
  const read = () => film ??= load().then((all) => data = all, (lost) => { film = undefined; throw lost; }); // to be tried again

  function picture(file) {
    if (!pictures.has(file)) {
      const found = Object.assign(new Image(), {src: new URL(file, base)});
      pictures.set(file, found.decode().then(() => found, (lost) => { pictures.delete(file); throw lost; }));
    }
    return pictures.get(file);
  }

  function position({sets}) { // an option that sets nothing stands for all states that no other is
    const found = sets.findIndex((all) => all.length && all.every(([name, at]) => state[name] === at));
    return found < 0 ? sets.findIndex((all) => !all.length) : found;
  }

  const address = () =>
    `#${new URLSearchParams(Object.entries(data.names).map(([name, texts], at) => [name, texts[state[at]]]))}`;

  function reflect() {
    controls.forEach((control, index) => {
      const at = position(data.controls[index]), text = data.controls[index].texts[at] ?? '';
      if (control.type !== 'range') return void (control.selectedIndex = at);
      if (at >= 0) control.value = at;
      control.setAttribute('aria-valuetext', text);
      control.parentElement.nextElementSibling.textContent = text;
    });
  }

  async function show() {
    const mine = ++asked;
    await read();
    reflect();
    const [file, alt, said, call, ...rows] = data.frames[state.join()].map((at) => data.texts[at]);
    const {src} = await picture(file);
    if (mine < shown) return; // a later one was faster
    shown = mine;
    Object.assign(image, {src, alt});
    part('said').innerHTML = said;
    if (part('numbers')) part('numbers').innerHTML = rows.join('');
    if (part('own')) part('own').hash = address();
    if (part('wake')) part('wake').href = part('wake').dataset.live + encodeURIComponent(call);
    if (moved && 'alone' in figure.dataset) history.replaceState(null, '', address());
    fetchAhead(mine);
  }

  async function fetchAhead(mine) { // along the first control, nearest first
    const {frames, texts} = data;
    const away = (key) => Math.abs(key.split(',')[0] - state[0]), rest = state.slice(1).join();
    const near = Object.keys(frames).filter((key) => key.split(',').slice(1).join() === rest);
    near.sort((one, other) => away(one) - away(other));
    for (const key of near.slice(0, moved ? near.length : AT_FIRST)) {
      if (mine !== asked || !inView) return;
      await picture(texts[frames[key][0]]).catch(() => {});
    }
  }

  async function set(choose, otherwise = '') { // choose() -> what to set, when the film is read
    try {
      await read();
      const sets = choose();
      note.textContent = sets ? '' : otherwise;
      for (const [name, at] of sets ?? []) state[name] = at;
      moved = true;
      await show();
    } catch {
      note.textContent = note.dataset.lost;
    }
  }

  const move = (index, to, atTheEnd) => set(() => data.controls[index].sets[to], atTheEnd);
  const onward = (by) => position(data.controls[0]) + by;
  const walk = {
    pace: () => Math.min(2, Math.max(0.1, 60 / controls[0].max)),
    isShown: () => shown === asked,
    rewind: () => set(() => data.controls[0].sets[onward(1)] ?? data.controls[0].sets[0]),
    step(by) { // false at the end, and where nobody looks
      const goesOn = data?.controls[0].sets[onward(by)] && inView && !document.hidden;
      if (goesOn) move(0, onward(by));
      return goesOn;
    },
  };

  const under = (event) => whatIsTouched(image, (data?.touch[state.join()] ?? []).map((at) => data.parts[at]), event);
  const differs = (sets) => sets.some(([name, at]) => state[name] !== at);

  async function goTo(wanted) { // "step=7" is a position of the first control, others are its values
    const {names, controls: [first], frames} = await read(), to = [...state];
    for (const [name, at] of first.sets[first.texts.indexOf(wanted.get('step'))] ?? []) to[name] = at;
    Object.entries(names).forEach(([name, texts], at) => {
      if (texts.includes(wanted.get(name))) to[at] = texts.indexOf(wanted.get(name));
    });
    if (frames[to.join()]) state = to;
    await show();
  }

  figure.addEventListener('input', ({target}) => {
    move(controls.indexOf(target), Number(target.type === 'range' ? target.value : target.selectedIndex));
  });
  figure.addEventListener('click', ({target: {dataset: {by, end}}}) => {
    if (by) set(() => data.controls[0].sets[onward(Number(by))], end);
  });
  image.addEventListener('pointermove', (event) => { image.style.cursor = under(event) ? 'pointer' : ''; });
  image.addEventListener('click', (event) => { // who touches a part again gets its next meaning
    const sets = under(event)?.region.sets;
    if (sets) set(() => sets.find(differs) ?? sets[0]);
  });
  const play = part('play');
  if (play) player(play, {...walk, words: [play.dataset.play, play.dataset.pause], around: figure});
  part('wake')?.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const {href: src, dataset: {title}} = part('wake');
    const live = Object.assign(document.createElement('iframe'), {className: 'film-live', src, title});
    figure.replaceChildren(live);
    live.focus();
  });
  if (!note) return; // without controls it stays a still picture
  figure.classList.add('film-alive');
  new IntersectionObserver(([{isIntersecting}]) => {
    inView = isIntersecting;
    if (inView) show().catch(() => {}); // who then moves a control is told
  }, {rootMargin: '200px'}).observe(figure);
  if (!('alone' in figure.dataset)) return;
  const follow = () => goTo(new URLSearchParams(location.hash.slice(1))).catch(() => {});
  addEventListener('hashchange', follow);
  follow();
}

document.querySelectorAll('.film').forEach(enliven);
