// Does to a page what its readers may do, and more: everything but follow a
// link that leads to another page. « within » is a selector: only what is in
// such an element is clicked, focused or gone to.
(async (within) => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const drawn = () => Promise.race([new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))), pause(200)]);

  // Links are clicked too, for their handlers; only one that runs, or leads to
  // a place of the page, is followed.
  addEventListener('click', (e) => {
    const link = e.target.closest?.('a, area');
    const target = link?.href?.baseVal ?? link?.getAttribute('href') ?? '';
    if (link && !/^[\s\x00-\x1f]*([a-z\s]*script:|#)/i.test(target)) e.preventDefault();
  });

  for (const details of document.querySelectorAll('details')) details.open = !details.open;
  for (const element of document.querySelectorAll('*')) {
    // What has a handler is sent its event, whatever the reader would have to
    // do for it: « onmouseover » is for mouseover.
    for (const {name} of [...element.attributes]) {
      if (!/^on/i.test(name)) continue;
      const type = name.slice(2).toLowerCase();
      for (const event of [type, type + 'Event']) element.dispatchEvent(new Event(event, {cancelable: true}));
    }
  }
  // To go to an id costs the browser most; those that begin with « _ » are the
  // theme's.
  const part = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.closest(within));
  for (const element of part('a, area, audio, button, details, iframe, input, label, object, option, select, summary, textarea, video, [contenteditable], [id], [tabindex]')) {
    element.focus?.({preventScroll: true});
    if (element.click) element.click();
    else element.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
  }
  for (const element of part('[id]:not([id^=_]), a[name]')) {
    location.hash = '#' + encodeURIComponent(element.id || element.name);
    element.getBoundingClientRect(); // the styles of a target are looked up
  }
  for (const media of document.querySelectorAll('audio, video')) media.play?.().catch(() => {});
  scrollTo(0, 1e9);
  await drawn();
  for (const form of document.querySelectorAll('form')) {
    form.target = '_self';
    HTMLFormElement.prototype.submit.call(form);
  }
})
