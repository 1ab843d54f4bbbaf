// The frames of one generation by their places, and when to show which: as long as the other
// controls are where these frames were made for, the slider alone decides.
function keepFrames() {
  const frames = new Map(), pictures = new Set();  // the element <img> of each view
  let generation = -1, madeFor, parts, others, touched, sent, regions = [];
  let page, strokes = [], waiting = false;  // what a finger draws, until the kernel has time

  const place = () => parts.walked ? Math.round(1e10 * parts.walked.get('value')) / 1e10 : 0;
  const state = control => control.get('index') ?? control.get('value');
  const fits = () => madeFor?.generation === generation
    && others.every((control, i) => state(control) === madeFor.made_for[i]);

  // A picture that has its address and is decoded before it is shown is painted at once.
  function decoded(png) {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([png], { type: 'image/png' }));
    image.decode().catch(String);
    return image;
  }

  function forget(places = [...frames.keys()]) {
    for (const place of places) {
      URL.revokeObjectURL(frames.get(place)?.image.src);
      frames.delete(place);
    }
  }

  function show(model, { png, image, said, numbers, alt, focus, touchable }) {
    regions = touchable;
    if (parts.image.get('value') === png) return;
    parts.image.set('value', png, { silent: true });  // it would make another address
    for (const picture of pictures) picture.src = image.src;
    parts.said.set('value', said);
    parts.numbers.set('value', numbers);
    model.set('alt', alt);
    model.set('focus', focus);
  }

  function follow(model) {
    const frame = frames.get(place());
    if (!frame || !fits()) return false;
    show(model, frame);
    const typing = document.activeElement?.closest('.lesson-box');
    if (parts.box && !typing) parts.box.set('value', place());
    return true;
  }

  function hear(model, message, [png]) {
    if (message.drawn) {
      waiting = false;
      sendStroke();
      return;
    }
    if (message.made_for) {
      madeFor = message;
    } else {
      if (message.generation > generation) forget();
      generation = message.generation;
      forget([...message.forget, message.place]);
      sent = message.regions ?? sent;  // none: as in the message before
      frames.set(message.place, { ...message, png, image: decoded(png), touchable: sent });
      model.send({ got: generation });
    }
    // the kernel's answer is shown as it comes, unless the learner has walked on to a known frame
    if (!follow(model) && message.answer) show(model, frames.get(message.place));
  }

  async function start(model) {
    page = model;
    const found = async name => {
      const reference = model.get(name);
      const get = one => model.widget_manager.get_model(one.slice('IPY_MODEL_'.length));
      return Array.isArray(reference) ? Promise.all(reference.map(get)) : reference && get(reference);
    };
    const names = ['image', 'said', 'numbers', 'walked', 'box'];
    const models = await Promise.all(names.map(found));
    parts = Object.fromEntries(names.map((name, i) => [name, models[i]]));
    [others, touched] = [await found('others'), await found('touched')];
    parts.image.on('change:value', () => {  // by the kernel
      const { src } = decoded(parts.image.get('value'));
      for (const picture of pictures) picture.src = src;
    });
    for (const control of [parts.image, parts.walked, parts.box, ...others]) {
      control?.on('change', () => follow(model));
    }
    model.on('msg:custom', (message, buffers) => hear(model, message, buffers));
    model.send({ hello: true });
  }

  // Moves the slider; returns false at its ends, where the kernel has something to say.
  function step(by) {
    const to = parts?.walked ? parts.walked.get('value') + by : NaN;
    if (!(to >= parts?.walked?.get('min') && to <= parts.walked.get('max'))) return false;
    parts.walked.set('value', to);
    parts.walked.save_changes();
    return true;
  }

  function rewind() {
    step(parts.walked.get('min') - parts.walked.get('value'));
  }

  // Moves a touched control to a position, a slider to the step that is nearest to it.
  function put([which, to]) {
    const control = touched[which], [low, high, width] = ['min', 'max', 'step'].map(x => control.get(x));
    if (width) to = Math.min(high, Math.max(low, low + width * Math.round((to - low) / width)));
    control.set(width ? 'value' : 'index', to);
    control.save_changes();
    return control;
  }

  // A finger draws at a place of a plane: what comes while the kernel draws is sent together.
  function draw([[which, x], [, y]], goesOn) {
    const last = strokes.at(-1);
    if (goesOn && last) last.at.push([x, y]);
    else strokes.push({ drawn: which, at: [[x, y]], goes_on: goesOn });
    sendStroke();
  }

  function sendStroke() {
    if (waiting || !strokes.length) return;
    waiting = true;
    page.send(strokes.shift());
  }

  const stands = ([which, at]) => Math.abs(state(touched[which]) - at) < 1e-9;
  const isShown = () => Boolean(parts?.walked && fits() && frames.has(place()));
  return { start, forget, pictures, step, rewind, put, draw, stands, isShown, regions: () => regions };
}
