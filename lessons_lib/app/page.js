// What ipywidgets cannot do from Python, done in the page for one interactive, an element .lesson-app.

function accompany(app, coarsest, sharpest) {
  nameControls(app);
  const changes = {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['class'],
  };
  new MutationObserver(() => nameControls(app)).observe(app, changes);

  let soon;
  const measureSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(() => askForSharpness(app, coarsest, sharpest), 200);
  };
  new ResizeObserver(measureSoon).observe(app);
  app.addEventListener('focusin', measureSoon);
}

// A slider's handle takes its name from the label beside it; what is said is a region that stays
// and is read out when its words change; a toggle tells whether it is open; and an arrow key moves
// the slider or the list that has the focus, not JupyterLab's choice of a cell.
function nameControls(app) {
  const say = (element, attribute, text) => {
    if (element.getAttribute(attribute) !== text) element.setAttribute(attribute, text);
  };
  for (const slider of app.querySelectorAll('.widget-slider')) {
    for (const handle of slider.querySelectorAll('.noUi-handle')) {
      say(handle, 'aria-label', slider.querySelector('label').textContent);
    }
  }
  for (const control of app.querySelectorAll('.noUi-handle, select')) {
    say(control, 'data-lm-suppress-shortcuts', 'true');
  }
  for (const said of app.querySelectorAll('.lesson-says > .widget-html-content')) {
    say(said, 'role', 'status');
  }
  for (const toggle of app.querySelectorAll('.widget-toggle-button')) {
    say(toggle, 'aria-expanded', String(toggle.classList.contains('mod-active')));
  }
}

// A picture sharper than its place on the screen takes longer for nothing, and one with just as many
// pixels looks best: the page writes how sharp it can show it into a hidden number.
function askForSharpness(app, coarsest, sharpest) {
  const picture = app.querySelector('.lesson-picture img');
  const needed = app.querySelector('.lesson-needed input');
  if (!needed || !picture || !picture.clientWidth) return;
  const pixels = Math.round(picture.getBoundingClientRect().width * devicePixelRatio);
  const exact = Math.ceil(10000 * pixels / picture.getAttribute('width')) / 10000;
  const sharpness = Math.min(sharpest, Math.max(coarsest, exact));
  if (Number(needed.value) === sharpness) return;
  needed.value = sharpness;
  needed.dispatchEvent(new Event('change', {bubbles: true}));
}
