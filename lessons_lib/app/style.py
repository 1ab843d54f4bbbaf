"""What every App brings to the page: its look in light, dark and print, and what it says aloud."""

from lessons_lib.app.picture import COARSEST, SHARPNESS
from lessons_lib.language import Later, say

_WAKE = Later("This picture is as you left it. To wake it up, choose Run → Run All Cells.")
_CSS = """
.lesson-app { color: var(--jp-content-font-color1, inherit); max-width: 1100px; }
.lesson-app > .widget-hbox, .lesson-bar.widget-hbox {
  flex-wrap: wrap; gap: 2px 6px; align-items: center; }
.lesson-app .widget-hbox { max-width: 100%; height: auto; }
.lesson-app .widget-dropdown { max-width: calc(100% - 4px); height: auto; flex-wrap: wrap; }
.lesson-app .widget-dropdown > select { flex: 1 1 auto; }
.lesson-app .widget-button, .lesson-app .widget-toggle-button { width: auto; min-width: 64px; }
.lesson-app .widget-button.mod-primary { background: #0072b2; color: #ffffff; }
.lesson-app .widget-slider > label, .lesson-app .widget-dropdown > label {
  width: auto; color: inherit; font-size: 14px; }
.lesson-app .lesson-box > label, .lesson-unlabelled .widget-slider > label {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.lesson-app .widget-html-content { white-space: normal; line-height: 1.45; font-size: 15px; }
.lesson-app .widget-button:focus-visible, .lesson-app .widget-toggle-button:focus-visible,
.lesson-app select:focus-visible, .lesson-app input:focus-visible,
.lesson-app .noUi-handle:focus-visible {
  outline: 3px solid var(--jp-content-font-color1, currentColor) !important; outline-offset: 0; }
.lesson-status { font-weight: 600; min-height: 44px; }
.lesson-app .lesson-note { flex: 1 1 100%; height: auto; margin: 0 2px; }
.lesson-note .lesson-status { min-height: 0; }
.lesson-note > .widget-html-content { padding: 0; }
.lesson-formula { font-size: 17px; line-height: 1.5; min-height: 51px; }
.lesson-formula sub, .lesson-formula sup, .lesson-status sub { font-size: 75%; line-height: 0; }
.lesson-picture .widget-html-content, .lesson-numbers .widget-html-content { overflow-x: auto; }
.lesson-picture img {
  display: block; width: 100%; min-width: 620px; height: auto; border-radius: 6px; }
.lesson-error { color: #b00020; font-weight: 600; }
.lesson-app .lesson-numbers { display: none; }
.lesson-app .widget-toggle-button.mod-active + .lesson-numbers { display: flex; }
.lesson-app .widget-toggle-button { align-self: flex-start; padding: 0 12px; box-shadow: none; }
.lesson-app .widget-toggle-button::before { content: ''; display: inline-block;
  border: 4px solid transparent; border-left: 6px solid currentColor; margin-right: 4px; }
.lesson-app .widget-toggle-button.mod-active::before {
  transform: translate(-2px, 2px) rotate(90deg); }
.lesson-numbers table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.lesson-numbers th, .lesson-numbers td { padding: 1px 12px; text-align: right; }
.lesson-numbers tr.lit { outline: 2px solid currentColor; font-weight: 600; }
.lesson-app .jupyter-widgets-disconnected::before { content: none; }
.lesson-app.jupyter-widgets-disconnected::before {
  content: 'WAKE';
  font: italic 14px var(--jp-content-font-family, inherit);
  color: inherit; background: none; width: auto; height: auto; }
@media screen {
  body[data-jp-theme-light='false'] .lesson-picture img, body.vscode-dark .lesson-picture img,
  html[theme='dark'] .lesson-picture img { filter: invert(0.93) hue-rotate(180deg); }
  body[data-jp-theme-light='false'] .lesson-error, body.vscode-dark .lesson-error,
  html[theme='dark'] .lesson-error { color: #ff8a80; }
}
@media print {
  .lesson-app { color: #000000; break-inside: avoid; }
  .lesson-app > :not(.lesson-says, .lesson-picture, .lesson-numbers) { display: none; }
  .lesson-app > .lesson-picture img { min-width: 0; }
}
"""

# A picture sharper than its place on the screen takes longer for nothing, and one with just as many
# pixels looks best: the page says how sharp it can show it, in the input of a hidden number.
_MEASURE = """
(function (app) {
  var soon;
  function measure() {
    var picture = app.querySelector('.lesson-picture img');
    var needed = app.querySelector('.lesson-needed input');
    if (!needed || !picture || !picture.clientWidth) return;
    var pixels = Math.round(picture.getBoundingClientRect().width * devicePixelRatio);
    var sharpness = Math.ceil(10000 * pixels / picture.getAttribute('width')) / 10000;
    sharpness = Math.min(SHARPNESS, Math.max(COARSEST, sharpness));
    if (Number(needed.value) === sharpness) return;
    needed.value = sharpness;
    needed.dispatchEvent(new Event('change', {bubbles: true}));
  }
  function later() {
    clearTimeout(soon);
    soon = setTimeout(measure, 200);
  }
  new ResizeObserver(later).observe(app);
  app.addEventListener('focusin', later);
})(this.closest('.lesson-app'))
""".replace("SHARPNESS", str(SHARPNESS)).replace("COARSEST", str(COARSEST))

# What ipywidgets cannot say from Python, said in the page, now and whenever the page changes it:
# a slider's handle takes its name from the label beside it, what is said is a region that stays
# and is read out when its words change, a toggle tells whether it is open, and an arrow key moves
# the slider or the list that has the focus, not JupyterLab's choice of a cell.
_SPEAK = """
(function (app) {
  function say(element, attribute, text) {
    if (element.getAttribute(attribute) !== text) element.setAttribute(attribute, text);
  }
  function speak() {
    app.querySelectorAll('.widget-slider').forEach(function (slider) {
      slider.querySelectorAll('.noUi-handle').forEach(function (handle) {
        say(handle, 'aria-label', slider.querySelector('label').textContent);
      });
    });
    app.querySelectorAll('.noUi-handle, select').forEach(function (control) {
      say(control, 'data-lm-suppress-shortcuts', 'true');
    });
    app.querySelectorAll('.lesson-says > .widget-html-content').forEach(function (said) {
      say(said, 'role', 'status');
    });
    app.querySelectorAll('.widget-toggle-button').forEach(function (toggle) {
      say(toggle, 'aria-expanded', String(toggle.classList.contains('mod-active')));
    });
  }
  var changes = {subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ['class']};
  new MutationObserver(speak).observe(app, changes);
  speak();
})(this.closest('.lesson-app'))
"""


def page() -> str:
    """The look and the scripts as HTML, in the language that is spoken."""
    css = _CSS.replace("WAKE", say(_WAKE))
    return f'<style>{css}</style><img alt="" hidden src="data:," onerror="{_SPEAK};{_MEASURE}">'
