// Makes the page one that is there without a network, after the first visit (docs/site_tools/offline.py).
'use strict';

if (navigator.serviceWorker) { // not for files, nor for http:// from elsewhere
  const {serviceWorker} = navigator, {src, dataset: {worker}} = document.currentScript;
  const tell = async (found) => { // what the page fetched before the worker was there to see it
    const {active} = await serviceWorker.ready;
    active.postMessage(found.getEntries().filter(({workerStart}) => !workerStart).map(({name}) => name));
  };
  if (worker) serviceWorker.register(new URL(worker, src));
  for (const type of ['navigation', 'resource']) new PerformanceObserver(tell).observe({type, buffered: true});
}
