// What is touched in a picture; also for the pictures of the website (docs/_static/film.js).

// The place of a picture, its own size, and how much it is scaled: it is as large as fits.
function placed(picture) {
  const place = picture.getBoundingClientRect();
  const [width, height] = ['width', 'height'].map(side => picture.getAttribute(side));
  return { place, width, height, scale: Math.min(place.width / width, place.height / height) };
}

// What is touched there, nearest first: a part of the picture, or else a point of a plane. Places are
// in thousandths of the picture. held: the control whose plane is being dragged over, however far away.
function whatIsTouched(picture, regions, { clientX, clientY }, held) {
  const REACH = 12;  // pixels around a part: whoever comes so near touches it
  const { place, width, height, scale: whole } = placed(picture);
  const scale = whole / 1000;
  const x = 500 + (clientX - place.left - place.width / 2) / (scale * width);
  const y = 500 + (clientY - place.top - place.height / 2) / (scale * height);
  const dragged = held !== undefined;
  let region, nearest = dragged ? Infinity : REACH;
  for (const one of regions) {
    if (dragged ? !one.sets.length && ofPlane(one) === held : one.sets.length || !region) {
      for (const [left, top, right = left, bottom = top] of one.places) {
        const aside = Math.max(left - x, 0, x - right), above = Math.max(top - y, 0, y - bottom);
        const away = scale * Math.hypot(aside * width, above * height);
        if (away < nearest) [region, nearest] = [one, away];
      }
    }
  }
  return region && { region, x, y };
}

// The control of a plane, the first if it has two.
function ofPlane({ x, y }) {
  return (x ?? y)?.[0];
}
