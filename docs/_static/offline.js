// Makes the page one that is there without a network, after the first visit (docs/site_tools/offline.py).
'use strict';

if (navigator.serviceWorker) { // not for files, nor for http:// from elsewhere
  const {serviceWorker} = navigator, {src, dataset: {worker}} = document.currentScript;
  const tell = async () => { // what the page fetched before the worker was there to see it
    const {active} = await serviceWorker.ready;
    active.postMessage([location.href, ...performance.getEntriesByType('resource').map(({name}) => name)]);
  };
  performance.setResourceTimingBufferSize(1000);
  if (worker) serviceWorker.register(new URL(worker, src));
  addEventListener('load', tell);
  serviceWorker.addEventListener('controllerchange', tell);
}
