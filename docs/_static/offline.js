// Makes the page one that is there without a network, after the first visit (docs/site_tools/offline.py).
'use strict';

if (navigator.serviceWorker) { // not for files, nor for http:// from elsewhere
  const {serviceWorker} = navigator, {src, dataset: {worker}} = document.currentScript;
  const fetched = new Set(); // perhaps before the worker was there to see it
  const tell = async () => (await serviceWorker.ready).active.postMessage([...fetched]);
  const note = (found) => {
    for (const {name} of found.getEntries()) fetched.add(name);
    tell();
  };
  if (worker) serviceWorker.register(new URL(worker, src));
  for (const type of ['navigation', 'resource']) new PerformanceObserver(note).observe({type, buffered: true});
  serviceWorker.addEventListener('controllerchange', tell);
}
