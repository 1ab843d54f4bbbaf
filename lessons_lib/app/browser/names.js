// A slider's handle takes its name from the label beside it; what is said is a region that stays
// and is read out when its words change; a toggle tells whether it is open; an arrow key moves the
// slider or the list that has the focus, not JupyterLab's choice of a cell; and the picture has its
// words and its shape.
function nameParts(app, alt) {
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
  for (const picture of app.querySelectorAll('.lesson-picture img')) {
    say(picture, 'alt', alt);
    // Its own pixels, which are rounded, would give it another shape at every sharpness.
    const [width, height] = ['width', 'height'].map(side => picture.getAttribute(side));
    picture.style.aspectRatio = `${width} / ${height}`;
    picture.style.setProperty('--lesson-width', `${width}px`);
  }
}
