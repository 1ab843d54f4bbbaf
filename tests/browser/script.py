"""A page that holds an App's script and style alone: models are objects with listeners."""

import base64
import io

from PIL import Image

from lessons_lib.app.page import PagePart
from lessons_lib.app.picture import COARSEST, SHARPNESS

BODY = """
<body style="margin: 0">
<style>STYLE</style>
<div class="lesson-app widget-box" style="padding: 0; border: 0">
  <button class="lesson-back">Back</button>
  <button class="lesson-next">Next</button>
  <div class="widget-slider"><label>weight w</label><div class="noUi-handle"></div></div>
  <select id="list"></select>
  <div class="lesson-says"><div class="widget-html-content"></div></div>
  <button class="widget-toggle-button">The numbers</button>
  <div class="lesson-picture">
    <img width="400" height="200" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">
  </div>
  <div id="page"></div>
</div>
</body>
"""
# What ipywidgets gives a script: models that tell when they change; `sent` is what the kernel gets.
PLAY = """async ([script, limits, pixels]) => {
  class Model {
    constructor(name, state) { this.state = state; this.name = name; this.heard = []; }
    get(key) { return this.state[key]; }
    set(key, value, { silent } = {}) {
      if (this.state[key] === value) return;
      this.state[key] = value;
      if (silent) return;
      this.tell(`change:${key}`);
      this.tell('change');
    }
    on(what, how) { this.heard.push([what, how]); }
    off(what, how) { this.heard = this.heard.filter(one => one[1] !== how); }
    tell(what, ...all) { for (const [name, how] of this.heard) if (name === what) how(...all); }
    save_changes() { sent.push({ saved: this.name, ...this.state }); }
    send(message) { sent.push(message); }
  }
  window.sent = [];
  window.models = {
    image: new Model('image', {}), said: new Model('said', {}), numbers: new Model('numbers', {}),
    walked: new Model('walked', { value: 3, min: 0, max: 9, step: 1 }),
    box: new Model('box', { value: 3 }),
    other: new Model('other', { value: 0.5, min: 0, max: 1, step: 0.1 }),
    list: new Model('list', { index: 1, value: 'two' }),
  };
  window.model = new Model('page', {
    ...Object.fromEntries(Object.keys(models).map(name => [name, `IPY_MODEL_${name}`])),
    others: ['IPY_MODEL_other', 'IPY_MODEL_list'],
    touched: ['IPY_MODEL_walked', 'IPY_MODEL_other', 'IPY_MODEL_list'],
    pace: 0.02, playing: ['Play', 'Pause', 'speed'], panels: [[0, 1]], focus: 0,
    alt: 'at first', wake: "Run 'All Cells", limits, sharpness: 2, looked_at: false,
  });
  model.widget_manager = { get_model: async id => models[id] };
  const at = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  window.widget = (await import(at)).default();
  window.destroyed = widget.initialize({ model });
  window.leave = widget.render({ model, el: document.getElementById('page') });
  window.hear = (message, ...buffers) => model.tell('msg:custom', message, buffers);
  window.frame = (place, about = {}) => hear({
    generation: 1, forget: [], place, answer: false,
    said: `said ${place}`, numbers: `numbers ${place}`, alt: `alt ${place}`, ...about,
  }, png(`picture ${place}` + (about.generation ?? '')));
  // What follows the last pixel of a PNG is not read: here it says which picture it is.
  window.png = text => Uint8Array.from(atob(pixels) + text, one => one.charCodeAt(0));
  const text = value => value?.buffer
    ? new TextDecoder('latin1').decode(value).slice(atob(pixels).length) : value ?? null;
  window.shown = () => [models.image, models.said, models.numbers]
    .map(one => text(one.get('value'))).concat(model.get('alt'));
}"""
FITS = {"generation": 1, "made_for": [0.5, 1]}


def png(width, height):
    written = io.BytesIO()
    Image.new("L", (width, height)).save(written, "png")
    return written.getvalue()


def opened(browser, wrong):
    """A page of 600 pixels with one interactive; `wrong` gets its requests and errors."""
    page = browser.new_page(viewport={"width": 600, "height": 400})
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda request: wrong.append(request.url) if "http" in request.url[:5] else 0
    )
    page.set_content(BODY.replace("STYLE", PagePart._css))
    page.evaluate(
        PLAY, [PagePart._esm, [COARSEST, SHARPNESS], base64.b64encode(png(40, 20)).decode()]
    )
    page.wait_for_function("sent.some(one => one.hello)")
    return page


def shows(page, place):
    if place is None:
        return page.evaluate("shown()") == [None, None, None, "at first"]
    words = [f"{kind} {place}" for kind in ("picture", "said", "numbers", "alt")]
    return page.evaluate("shown()") == words


def walk(page, place):
    page.evaluate("place => models.walked.set('value', place)", place)


def filled(page, *places):
    page.evaluate("places => places.forEach(place => frame(place))", places)
    page.evaluate("hear", FITS)
