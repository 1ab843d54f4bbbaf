// What was fetched once is there without a network. With one, the server's answer is shown, never a
// kept one. Another version of the site keeps files of its own, so that versions do not mix.
'use strict';
{
  const VERSION = '', AHEAD = []; // a hash of all files, and those to fetch ahead; set by offline.py
  const {scope} = registration, name = `${scope} ${VERSION}`, asked = new Set();

  async function keep(request, event) { // nobody waits until it is stored
    const url = request.url ?? request;
    asked.add(url);
    const answer = await fetch(request, {cache: 'no-cache'}).catch((lost) => { asked.delete(url); throw lost; });
    const copy = answer.status === 200 && answer.clone();
    const stored = copy && caches.open(name).then((all) => all.put(request, copy));
    if (stored) event.waitUntil(stored.catch(console.warn)); // the disk may be full, or forbidden
    return answer;
  }

  async function kept(request, options) {
    return (await caches.open(name)).match(request, options);
  }

  async function begin() {
    const old = (await caches.keys()).filter((one) => one.startsWith(`${scope} `) && one !== name);
    await Promise.all(old.map((one) => caches.delete(one)));
    await clients.claim();
  }

  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(begin()));
  addEventListener('fetch', (event) => {
    const {request} = event, ignoreSearch = request.mode === 'navigate';
    if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
    event.respondWith(keep(request, event).catch(async () => await kept(request, {ignoreSearch}) ?? Response.error()));
    event.stopImmediatePropagation();
  });
  addEventListener('message', (event) => { // what a page fetched before this worker was there
    const wanted = [...event.data.filter((url) => url.startsWith(scope)), ...AHEAD.map((path) => scope + path)];
    const missing = wanted.filter((url) => !asked.has(url));
    event.waitUntil(Promise.allSettled(missing.map(async (url) => await kept(url) ?? keep(url, event))));
  });
}
