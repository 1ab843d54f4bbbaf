"""What every App brings to the page: its look in light and dark, and names for its sliders."""

_CSS = """
.lesson-app { color: var(--jp-content-font-color1, inherit); max-width: 1100px; }
.lesson-app > .widget-hbox, .lesson-bar.widget-hbox {
  flex-wrap: wrap; gap: 2px 6px; align-items: center; }
.lesson-app .widget-button { width: auto; min-width: 64px; }
.lesson-app .widget-slider > label, .lesson-app .widget-dropdown > label {
  width: auto; color: inherit; font-size: 14px; }
.lesson-app .lesson-box > label, .lesson-unlabelled .widget-slider > label {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.lesson-app .widget-html-content { white-space: normal; line-height: 1.45; font-size: 15px; }
.lesson-status { font-weight: 600; min-height: 44px; }
.lesson-formula { font-size: 17px; line-height: 1.5; min-height: 51px; }
.lesson-formula sub, .lesson-formula sup, .lesson-status sub { font-size: 75%; line-height: 0; }
.lesson-picture .widget-html-content { overflow-x: auto; }
.lesson-picture img {
  display: block; width: 100%; min-width: 620px; height: auto; border-radius: 6px; }
.lesson-error { color: var(--jp-error-color0, #b00020); font-weight: 600; }
.lesson-numbers table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.lesson-numbers th, .lesson-numbers td { padding: 1px 12px; text-align: right; }
.lesson-numbers tr.lit { outline: 2px solid currentColor; font-weight: 600; }
body[data-jp-theme-light="false"] .lesson-picture img, body.vscode-dark .lesson-picture img,
html[theme="dark"] .lesson-picture img { filter: invert(0.93) hue-rotate(180deg); }
"""

# A slider of ipywidgets has no accessible name and no way to give it one from Python: its handle
# takes the text of the label beside it, now and whenever the page changes it.
_NAME_SLIDERS = """
(function (app) {
  function name() {
    app.querySelectorAll('.widget-slider').forEach(function (slider) {
      slider.querySelectorAll('.noUi-handle').forEach(function (handle) {
        var text = slider.querySelector('label').textContent;
        if (handle.getAttribute('aria-label') !== text) handle.setAttribute('aria-label', text);
      });
    });
  }
  new MutationObserver(name).observe(app, {subtree: true, childList: true, characterData: true});
  name();
})(this.closest('.lesson-app'))
"""

PAGE = f'<style>{_CSS}</style><img alt="" hidden src="data:," onerror="{_NAME_SLIDERS}">'
