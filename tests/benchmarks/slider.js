// Records when a key was pressed and when another picture was painted, for tests/benchmarks/slider.py.
(() => {
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...all) {
    this.canvas.drawn = (this.canvas.drawn || 0) + 1;
    return draw.apply(this, all);
  };
  const ways = {
    app: cell => painted(cell.querySelector('.lesson-picture img')),
    frames: cell => painted(cell.querySelector('.lesson-picture img')),
    interact: cell => painted(cell.querySelector('.widget-output img')),
    ipympl: cell => cell.querySelector('.jupyter-matplotlib-canvas-div canvas').drawn,
    label: cell => cell.querySelector('.widget-vbox > .widget-label').textContent,
  };
  const painted = img => (img && img.complete && img.naturalWidth ? img.src : null);
  const pixels = img => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [img.naturalWidth, img.naturalHeight];
    draw.call(canvas.getContext('2d'), img, 0, 0);
    return canvas.toDataURL();
  };
  let cell, picture, shown, asked = 0;
  const it = (window.slider = {
    pressed: [], frames: [],
    watch(way, where) {
      asked += 1;
      [cell, picture] = [where, ways[way]];
      shown = picture(cell);
      it.pressed = []; it.frames = [];
      const look = number => {
        if (number !== asked) return;
        const now = picture(cell);
        if (now !== null && now !== shown) {
          shown = now;
          const channel = new MessageChannel();  // heard after this frame is painted
          channel.port1.onmessage = () => it.frames.push(performance.now());
          channel.port2.postMessage(0);
        }
        requestAnimationFrame(() => look(number));
      };
      requestAnimationFrame(() => look(asked));
    },
    fingerprint() {
      const canvas = cell.querySelector('.jupyter-matplotlib-canvas-div canvas');
      const img = cell.querySelector('.lesson-picture img, .widget-output img');
      return canvas ? canvas.toDataURL() : img ? pixels(img) : shown;
    },
  });
  document.addEventListener('keydown', event => it.pressed.push(event.timeStamp), true);
})();
